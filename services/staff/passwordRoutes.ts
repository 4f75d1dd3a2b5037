import { randomUUID } from 'node:crypto'

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'

import { badField, Refusal } from '../kernel/refusal.ts'
import type { KnownAccount } from './accounts.ts'
import { hasPassword, refuseWeak, setPassword } from './credentials.ts'
import { beginSession, type SessionWiring } from './sessionRoutes.ts'
import { requireSession, viewerOf } from './viewer.ts'

const password = Type.String({ minLength: 1, maxLength: 400 })
const closed = { additionalProperties: false } as const
const another = Type.Object({ password }, closed)
const own = Type.Object({ current: password, password }, closed)
const params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' }) })
const headers = Type.Object({ 'idempotency-key': Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }) })

export type PasswordWiring = SessionWiring & {
  /** Decides and appends the command `changePassword` for the viewer (kernel/handle.ts). Throws where it is refused. */
  readonly change: (
    request: FastifyRequest,
    account: string,
    commandId: string,
  ) => Promise<{ readonly position: string; readonly repeated: boolean }>
}

/** The fact of this key is on record already. With another password it would be a change without a trace. */
async function refuseAnother({ vault }: PasswordWiring, account: KnownAccount, given: string): Promise<void> {
  if (await hasPassword(vault, account, given)) return
  const words = {
    zh: '该 Idempotency-Key 已用于另一次修改。请为新的修改使用新的键。',
    en: 'This Idempotency-Key was used for another change. Use a new key for a new change.',
  }
  throw new Refusal('key-reused', words, { status: 422, field: 'Idempotency-Key' })
}

const noSuchAccount = () =>
  new Refusal('not-found', { zh: '没有该账号。请核对编号。', en: 'There is no such account.' }, { status: 404 })

const everybodysPassword = () =>
  new Refusal(
    'demo-account',
    {
      zh: '演示账号的密码人人都知道，不能修改。',
      en: 'Everybody knows the password of a demo account; it cannot be changed.',
    },
    { status: 403 },
  )

/**
 * Two routes that need the vault besides the log. The fact comes first: should the process die in between, sessions
 * have ended and the old password still holds; the other way round a password would be changed without a trace.
 */
export function passwordRoutes(app: FastifyInstance, wiring: PasswordWiring): void {
  const { accounts, vault, change } = wiring
  const preHandler = requireSession(wiring)
  app.post<{ Params: Static<typeof params>; Body: Static<typeof another> }>(
    '/api/staff/:id/change-password',
    { preHandler, schema: { tags: ['staff'], summary: '设置密码 · Set a password', body: another, params, headers } },
    async (request, reply) => {
      const account = accounts.byId(request.params.id)
      if (!account) throw noSuchAccount()
      refuseWeak(account, request.body.password)
      const { position, repeated } = await change(request, account.id, String(request.headers['idempotency-key']))
      if (repeated) await refuseAnother(wiring, account, request.body.password)
      await setPassword(vault, account, request.body.password)
      // Whoever came in with the old password after the fact and before its hash was replaced.
      wiring.sessions.revokeAllOf(account.id)
      return reply.code(202).send({ id: account.id, position })
    },
  )
  app.post<{ Body: Static<typeof own> }>(
    '/api/session/password',
    { preHandler, schema: { tags: ['session'], summary: '修改自己的密码 · Change your own password', body: own } },
    async (request, reply) => {
      const { account } = viewerOf(request)
      if (account.demo) throw everybodysPassword()
      await refuseWrong(account, request, wiring)
      refuseWeak(account, request.body.password)
      const by = { actor: { kind: 'person', id: account.id }, commandId: randomUUID() } as const
      await wiring.recorder.record(`staff-${account.id}`, [{ type: 'PasswordChanged', data: {} }], by)
      await setPassword(vault, account, request.body.password)
      wiring.sessions.revokeAllOf(account.id)
      // Who has just proved to know the old one stays; every other browser is signed out.
      await beginSession(request, reply, { ...wiring, account })
      return reply.code(204).send()
    },
  )
}

/** A session left open must not be enough to guess the password at leisure: attempts count as they do at sign-in. */
async function refuseWrong(
  account: KnownAccount,
  request: FastifyRequest<{ Body: Static<typeof own> }>,
  wiring: SessionWiring,
) {
  const { sessions, vault, now } = wiring
  const wait = sessions.attempts.begin(account.login, request.ip, Date.parse(now()))
  if (wait > 0) {
    const words = {
      zh: `尝试次数过多。请在 ${wait} 秒后再试。`,
      en: `Too many attempts. Try again in ${wait} seconds.`,
    }
    throw new Refusal('too-many-attempts', words, { status: 429, details: { retryAfterSeconds: wait } })
  }
  if (!(await hasPassword(vault, account, request.body.current))) {
    throw badField('current', { zh: '现在的密码不正确。', en: 'This is not your present password.' }, 'wrong-password')
  }
  sessions.attempts.succeeded(account.login, request.ip, Date.parse(now()))
}
