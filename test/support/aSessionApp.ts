import type { FastifyInstance } from 'fastify'

import { buildApp } from '../../services/api/app.ts'
import { Accounts } from '../../services/staff/accounts.ts'
import { setPassword } from '../../services/staff/credentials.ts'
import { ownSessionRoutes } from '../../services/staff/ownSessionRoutes.ts'
import { passwordRoutes } from '../../services/staff/passwordRoutes.ts'
import { sessionRoutes } from '../../services/staff/sessionRoutes.ts'
import { openSessions } from '../../services/staff/sessions.ts'
import { requireSession, viewerOf } from '../../services/staff/viewer.ts'
import { recorded } from './givenDictionary.ts'

export const password = '夜雨声烦-Ladder-73'
export const belt = { 'x-requested-with': 'minsheng' }
export const handlerInNorth = { role: 'handler', unit: 'north' }

type AnyEvent = { type: string; data: unknown }
type Fact = { stream: string; type: string; data: Record<string, unknown>; actor: string }

/** Each key changes once, as the handler does it. */
function changingOnce(changes: string[]) {
  const keys = new Set<string>()
  return async (_: unknown, account: string, key: string) => {
    const repeated = keys.has(key)
    if (!repeated) changes.push(account)
    keys.add(key)
    return { position: String(changes.length), repeated }
  }
}

/** The session routes with one account, a clock to turn, and a log that only remembers. */
export async function aSessionApp() {
  const house = { clock: '2026-05-06T00:00:00.000Z', logIsDown: false, facts: [] as Fact[], changes: [] as string[] }
  const accounts = new Accounts()
  const sessions = openSessions(':memory:')
  const secrets = new Map<string, string>()
  const vault = {
    putCredential: async (owner: string, value: string) => void secrets.set(owner, value),
    getCredential: async (owner: string) => secrets.get(owner),
  }
  const record = async (stream: string, told: readonly AnyEvent[], by: { actor: { id: string } }) => {
    if (house.logIsDown) throw Object.assign(new Error('down'), { name: 'LogUnavailable' })
    const data = (fact: AnyEvent) => fact.data as Record<string, unknown>
    house.facts.push(...told.map((fact) => ({ stream, type: fact.type, data: data(fact), actor: by.actor.id })))
    return { position: '1' }
  }
  /** What the log tells the accounts next, at the present instant. */
  const happens = (from: number, ...events: readonly AnyEvent[]) => {
    for (const event of recorded('staff-1', events, { recordedAt: house.clock, from })) accounts.apply(event)
  }
  happens(
    0,
    { type: 'AccountOpened', data: { login: 'wang.fang', name: '王芳', unit: 'north' } },
    { type: 'RoleGranted', data: handlerInNorth },
  )
  await setPassword(vault, { id: '1', login: 'wang.fang', name: '王芳' }, password)
  const app = await buildApp({ logError: () => {} })
  const timeZone = 'America/New_York'
  const wiring = { sessions, accounts, vault, recorder: { record }, now: () => house.clock, timeZone }
  sessionRoutes(app, wiring)
  ownSessionRoutes(app, { ...wiring, whence: async () => ({ userAgent: 'a browser' }) })
  passwordRoutes(app, { ...wiring, change: changingOnce(house.changes) })
  app.post('/api/anything', { preHandler: requireSession(wiring) }, async (request) => ({
    id: viewerOf(request).account.id,
  }))
  return { app, house, happens, ...asking(app), close: () => app.close().then(() => sessions.close()) }
}

export const withCookie = (token: string, more: object = belt) => ({ cookie: `minsheng=${token}`, ...more })

function asking(app: FastifyInstance) {
  const signIn = (body: object = { login: 'wang.fang', password }, headers: object = belt) =>
    app.inject({ method: 'POST', url: '/api/session', payload: body, headers: { ...headers } })
  return {
    signIn,
    /** The token of a fresh session. */
    signedIn: async () => (await signIn()).cookies.find(({ name }) => name === 'minsheng')?.value ?? '',
    whoAmI: (token: string) => app.inject({ method: 'GET', url: '/api/session', headers: withCookie(token, {}) }),
  }
}

export type SessionApp = Awaited<ReturnType<typeof aSessionApp>>
