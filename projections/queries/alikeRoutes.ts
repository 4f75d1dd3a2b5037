import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { Bitmap } from '../kernel/bitmap.ts'
import { alikeCases } from './alike.ts'
import { afterQuery, type Asked } from './asked.ts'
import { askingOf, behindAfter, positionText, type Asking } from './asking.ts'
import { callerFiles, mustMaySearch, tokenFor } from './callerRoutes.ts'
import { callerOf } from './callers.ts'
import { listedRows } from './listRoutes.ts'
import type { QueryWiring } from './wiring.ts'

const code = (title: string, description: string) =>
  Type.Optional(Type.String({ maxLength: 64, pattern: '^[0-9A-Za-z._-]*$', title, description }))

const alikeBody = Type.Object(
  {
    text: Type.String({ maxLength: 2_000, title: '诉求内容', description: 'The story, as far as it is told' }),
    category: code('分类代码', 'Code of the category'),
    district: code('区县代码', 'Code of the district'),
    street: code('街道乡镇代码', 'Code of the street or township'),
    caller: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, title: '来电号码', description: 'Number of the caller' }),
    ),
  },
  { additionalProperties: false },
)
type AlikeBody = Static<typeof alikeBody>

const mostSessions = 5_000

/** What sessions have been shown of callers, so that one look is not written down with every key that is typed. */
class Shown {
  readonly #sessions = new Map<string, Set<string>>()

  isNew(session: string, subjects: readonly string[]): boolean {
    const known = this.#sessions.get(session)
    return !known || subjects.some((subject) => !known.has(subject))
  }

  add(session: string, subjects: readonly string[]): void {
    if (this.#sessions.size >= mostSessions) this.#sessions.clear()
    const known = this.#sessions.get(session)
    this.#sessions.set(session, new Set([...(known ?? []), ...subjects]))
  }
}

async function casesOfCaller(wiring: QueryWiring, number: string | undefined, asking: Asking) {
  if (number === undefined) return undefined
  mustMaySearch(asking)
  const token = await tokenFor(wiring, 'number', number, 'caller')
  return { token: token.toString('hex'), cases: callerOf(callerFiles(wiring), { token }, asking).cases }
}

/** Asked while the story is typed; the text goes nowhere. */
export function alikeRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  const { views } = wiring
  const shownBefore = new Shown()
  const schema = {
    tags: ['cases'],
    summary: '疑似重复工单 · Cases that may be the same matter',
    body: alikeBody,
    querystring: afterQuery,
  }
  type Route = { Body: AlikeBody; Querystring: Asked<typeof afterQuery> }
  app.post<Route>('/api/cases/alike', { schema }, async (request) => {
    const { caller: number, ...matter } = request.body
    const asking = await askingOf(wiring, request)
    const behind = await behindAfter(wiring, ['workList', 'caseSearch'], request.query.after)
    const caller = await casesOfCaller(wiring, number, asking)
    const files = { workList: views.read('workList'), caseSearch: views.read('caseSearch') }
    const now = (wiring.now?.() ?? new Date()).getTime()
    const alike = alikeCases(files, matter, caller?.cases ?? new Bitmap(), { asking, now })
    const position = positionText(wiring, 'workList')
    const found = alike.map((one) => one.found)
    const rows = await listedRows(wiring, found, asking)
    if (caller) {
      const subjects = alike.flatMap(({ found: { id }, why }) => (why.includes('same-caller') ? [`case-${id}`] : []))
      const look = [caller.token, ...subjects]
      if (shownBefore.isNew(asking.viewer.sessionId, look)) {
        await wiring.access.record(asking.viewer, { kind: 'PersonSearched', by: 'number', subjects })
        shownBefore.add(asking.viewer.sessionId, look)
      }
    }
    const said = rows.map((row, index) => ({ ...row, why: alike[index]?.why ?? [], score: alike[index]?.score ?? 0 }))
    return { rows: said, position, ...behind }
  })
}
