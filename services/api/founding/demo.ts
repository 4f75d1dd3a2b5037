import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { doorsOf, type Door } from '../../city/doors.ts'
import { cityOf } from '../../city/lives.ts'
import { presentOf } from '../../city/runCity.ts'
import { seedWorld } from '../../city/seedWorld.ts'
import type { CommandRoom } from '../../kernel/commandRoutes.ts'
import type { Metadata } from '../../kernel/event.ts'
import type { Handler, Ledger } from '../../kernel/handle.ts'
import { installationStream } from '../../kernel/installation.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { setPassword } from '../../staff/credentials.ts'
import { beginSession } from '../../staff/sessionRoutes.ts'
import { refuseForeign } from '../../staff/viewer.ts'
import type { Parts } from '../parts.ts'

/** How much history the synthetic city has; CITY_DAYS as its process reads it. */
export const cityDays = () => Number(process.env['CITY_DAYS'] ?? '400')

/** When a demo log begins: where the city's history does. */
export const demoBegins = () => new Date(Date.now() - cityDays() * 86_400_000).toISOString()

type Founding = { readonly ledger: Ledger; readonly handler: Handler; readonly rooms: readonly CommandRoom[] }

async function firstEvent({ store }: Ledger): Promise<{ seed: string; beganAt: string }> {
  const { events } = await store.read(installationStream, { maxCount: 1 })
  const [first] = events
  if (!first) throw new Error('the log has no installation')
  const { recordedAt } = JSON.parse(first.metadataText) as Metadata
  const { seed = '1' } = JSON.parse(first.dataText) as { seed?: string }
  return { seed, beganAt: recordedAt }
}

/** Units, categories, places and people of the synthetic city, on a demo log alone. Repeating it changes nothing. */
export async function foundCity({ ledger, handler, rooms }: Founding): Promise<readonly Door[]> {
  const { seed, beganAt } = await firstEvent(ledger)
  await seedWorld({
    ledger,
    handler,
    rooms,
    seed,
    beganAt,
    setPassword: (account, password) => setPassword(ledger.vault, account, password),
  })
  return doorsOf(cityOf({ seed, installation: ledger.installation.id }), presentOf(beganAt, cityDays()))
}

const doorBody = Type.Object({ login: Type.String({ maxLength: 64 }) }, { additionalProperties: false })

const noSuchDoor = () =>
  new Refusal('no-such-door', { zh: '没有这个演示入口。', en: 'There is no such demo sign-in.' }, { status: 404 })

/** `/api/doors`, `/api/session/door`, `/api/city`: one-click sign-ins of a demo; empty and refused anywhere else. */
export function demoRoutes(app: FastifyInstance, parts: Parts, doors: readonly Door[]): void {
  const { lookup, vault, recorder } = parts
  const tags = ['demo']
  app.get('/api/doors', { schema: { tags, summary: '演示入口 · Doors of the demo', security: [] } }, () => doors)
  app.post<{ Body: Static<typeof doorBody> }>(
    '/api/session/door',
    { schema: { tags, summary: '由演示入口登录 · Sign in by a door', security: [], body: doorBody } },
    async (request, reply) => {
      refuseForeign(request)
      const door = doors.find(({ login }) => login === request.body.login)
      const account = door && lookup.accounts.byLogin(door.login)
      if (!account?.demo || account.suspended) throw noSuchDoor()
      return beginSession(request, reply, { ...lookup, vault, recorder, account })
    },
  )
  const progress = join(parts.settings.dataDir, 'run', 'city-progress.json')
  const training = process.env['MINSHENG_TRAINING']
  app.get('/api/city', { schema: { tags, summary: '演示城市的进度 · How far the demo city is', security: [] } }, () => {
    if (doors.length === 0) throw noSuchDoor()
    return { ...progressIn(progress), ...(training && { training }) }
  })
}

function progressIn(file: string): object {
  const begun = { state: 'filling', share: 0, cases: 0, events: 0 }
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : begun
}
