import { randomUUID } from 'node:crypto'

import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { accessStream } from '../access/events.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { SessionWiring } from './sessionRoutes.ts'
import { requireSession, viewerOf } from './viewer.ts'

/** Where a session was begun from, as its first event says. */
export type Whence = { readonly address?: string; readonly userAgent?: string }

export type OwnSessionWiring = SessionWiring & { readonly whence: (session: string) => Promise<Whence> }

const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const row = Type.Object({
  id: Type.String(),
  openedAt: Type.String(),
  seenAt: Type.String(),
  expiresAt: Type.String(),
  /** The one that asks. */
  isThis: Type.Boolean(),
  address: Type.Optional(Type.String()),
  userAgent: Type.Optional(Type.String()),
})

const instant = (at: number) => new Date(at).toISOString()

/** Ends one's own sessions, on record. */
async function end({ sessions, recorder }: SessionWiring, account: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    sessions.revoke(id)
    const by = { actor: { kind: 'person', id: account }, commandId: randomUUID() } as const
    await recorder.record(accessStream(id), [{ type: 'SignedOut', data: { account } }], by)
  }
}

const noSuchSession = () =>
  new Refusal(
    'not-found',
    { zh: '没有这个会话，或已结束。', en: 'There is no such session, or it has ended.' },
    { status: 404 },
  )

/** `GET /api/session/all`: where one is signed in; `DELETE` ends a session of one's own, or all but this one. */
export function ownSessionRoutes(app: FastifyInstance, wiring: OwnSessionWiring): void {
  const { sessions, now, whence } = wiring
  const preHandler = requireSession(wiring)
  const mine = (account: string) => sessions.allOf(account, Date.parse(now()))
  const listed = {
    tags: ['session'],
    summary: '我的会话 · My sessions',
    response: { 200: Type.Object({ rows: Type.Array(row) }) },
  }
  app.get('/api/session/all', { preHandler, schema: listed }, async (request) => {
    const { account, sessionId } = viewerOf(request)
    const rows = mine(account.id).map(async ({ id, openedAt, seenAt, expiresAt }) => {
      const times = { openedAt: instant(openedAt), seenAt: instant(seenAt), expiresAt: instant(expiresAt) }
      return { id, ...times, isThis: id === sessionId, ...(await whence(id)) }
    })
    return { rows: await Promise.all(rows) }
  })
  const others = { tags: ['session'], summary: '结束我的其他会话 · Sign out everywhere else' }
  app.delete('/api/session/others', { preHandler, schema: others }, async (request, reply) => {
    const { account, sessionId } = viewerOf(request)
    const ids = mine(account.id).flatMap(({ id }) => (id === sessionId ? [] : [id]))
    await end(wiring, account.id, ids)
    return reply.code(200).send({ ended: ids.length })
  })
  const one = { tags: ['session'], summary: '结束我的一个会话 · Sign out elsewhere', params }
  app.delete<{ Params: Static<typeof params> }>(
    '/api/session/all/:id',
    { preHandler, schema: one },
    async (request, reply) => {
      const { account, sessionId } = viewerOf(request)
      const { id } = request.params
      if (id === sessionId || !mine(account.id).some((session) => session.id === id)) throw noSuchSession()
      await end(wiring, account.id, [id])
      return reply.code(204).send()
    },
  )
}
