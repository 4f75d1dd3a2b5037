import { setTimeout as sleep } from 'node:timers/promises'

import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'

import { notPermittedAnywhere } from '../../services/kernel/notPermitted.ts'
import { digestOf } from '../kernel/digest.ts'
import { lagsOf } from '../kernel/lag.ts'
import type { Views } from '../kernel/views.ts'
import type { Asked } from './asked.ts'
import { askingOf, noSuch } from './asking.ts'
import type { QueryWiring } from './wiring.ts'

const params = Type.Object({ name: Type.String({ pattern: '^[a-zA-Z]{1,40}$' }) })

/** Whoever proves or looks after the installation; rows of a view tell nothing of a citizen, and digests less. */
const needed = ['history.view', 'dictionary.edit'] as const

async function mustMayKnow(wiring: QueryWiring, request: Parameters<QueryWiring['viewerOf']>[0]): Promise<void> {
  const { viewer } = await askingOf(wiring, request)
  if (needed.some((permission) => viewer.permissions.includes(permission))) return
  throw notPermittedAnywhere(needed[0])
}

/** One view as it stands; only its name while it is being built. */
function standingOf(views: Views, name: string, lag: object | null) {
  if (!lag) return { name, building: true as const }
  const rows = views.read(name).prepare('SELECT coalesce(max(n), 0) FROM state').pluck().get() as number
  const version = views.projection(name)?.version ?? 0
  return { ...lag, name, version, rows, ...views.file(name), certificate: views.certificate(name) ?? null }
}

const patienceMs = 2_000

/** Cubes that do not answer are said to be away instead of keeping the page waiting. */
const soon = <Answer>(answer: Promise<Answer> | undefined): Promise<Answer | undefined> =>
  Promise.race([answer?.catch(() => undefined), sleep(patienceMs, undefined, { ref: false })])

type Digest = {
  readonly name: string
  readonly position: string | null
  readonly events: number
  readonly digest: string
}

/** Each view is digested by one at a time; whoever asks meanwhile gets that answer. */
class Digests {
  readonly #views: Views
  readonly #running = new Map<string, Promise<Digest>>()

  constructor(views: Views) {
    this.#views = views
  }

  of(name: string): Promise<Digest> {
    const running = this.#running.get(name) ?? this.#make(name).finally(() => this.#running.delete(name))
    this.#running.set(name, running)
    return running
  }

  async #make(name: string): Promise<Digest> {
    const projection = this.#views.projection(name)
    if (!projection) throw noSuch()
    const database = this.#views.openAnew(name)
    try {
      database.exec('BEGIN')
      const sql = 'SELECT position, ordinal FROM checkpoint'
      const { position, ordinal } = database.prepare(sql).safeIntegers().get() as {
        position: bigint | null
        ordinal: bigint
      }
      const digest = await digestOf(database, projection)
      return { name, position: position?.toString() ?? null, events: Number(ordinal), digest }
    } finally {
      database.close()
    }
  }
}

/** What stands on the log: each view, how far it is, since when, and what its last rebuild has proved. */
export function standingRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  const { views, headOf } = wiring
  const tags = ['audit']
  app.get(
    '/api/audit/views',
    { schema: { tags, summary: '视图与日志是否一致 · What stands on the log' } },
    async (request) => {
      await mustMayKnow(wiring, request)
      const head = await headOf?.()
      const now = wiring.now?.() ?? new Date()
      const lags = lagsOf(views, head, now.getTime())
      const cubes = (await soon(wiring.cubes?.standing())) ?? null
      return {
        head: head?.toString() ?? null,
        views: views.names.map((name) => standingOf(views, name, lags[name] ?? null)),
        cubes,
      }
    },
  )
  const digests = new Digests(views)
  const schema = { tags, summary: '计算视图摘要 · The digest of a view as it stands', params }
  app.get<{ Params: Asked<typeof params> }>('/api/audit/views/:name/digest', { schema }, async (request) => {
    await mustMayKnow(wiring, request)
    const { name } = request.params
    if (name !== 'cubes' || !wiring.cubes) return digests.of(name)
    return { name, ...(await wiring.cubes.digest()) }
  })
}
