import { randomUUID } from 'node:crypto'

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'

import { accessStream } from '../access/events.ts'
import type { Actor } from '../kernel/event.ts'
import type { Recorder } from '../kernel/recorder.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Vault } from '../kernel/vault.ts'
import type { KnownAccount } from './accounts.ts'
import { hasPassword } from './credentials.ts'
import { permissionsOf } from './permissions.ts'
import {
  cookieName,
  findViewer,
  refuseForeign,
  requireSession,
  viewerOf,
  type SessionLookup,
  type Viewer,
} from './viewer.ts'

export type SessionWiring = SessionLookup & {
  readonly vault: Pick<Vault, 'putCredential' | 'getCredential'>
  readonly recorder: Recorder
}

const credentials = Type.Object(
  { login: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 400 }) },
  { additionalProperties: false },
)
type Credentials = Static<typeof credentials>

const answer = Type.Object({
  account: Type.Object({
    id: Type.String(),
    login: Type.String(),
    name: Type.String(),
    grants: Type.Array(Type.Object({ role: Type.String(), unit: Type.String() })),
    permissions: Type.Array(Type.String()),
    /** Codes of the units in which any role is held; roles hold below them too. */
    units: Type.Array(Type.String()),
  }),
  expiresAt: Type.String(),
  /** IANA name of the zone of the installation: whoever shows or takes a time by the clock means this one's. */
  timeZone: Type.String(),
})

type Presented = Pick<Viewer, 'account' | 'grants' | 'expiresAt'>

function present({ account, grants, expiresAt }: Presented, { timeZone }: SessionWiring): Static<typeof answer> {
  const { id, login, name } = account
  const units = [...new Set(grants.map(({ unit }) => unit))]
  return {
    account: { id, login, name, grants: [...grants], permissions: [...permissionsOf(grants)], units },
    expiresAt,
    timeZone,
  }
}

const whence = (request: FastifyRequest) => {
  const userAgent = request.headers['user-agent']?.slice(0, 300)
  return { address: request.ip, ...(userAgent !== undefined && { userAgent }) }
}

/** Nobody has proved to be anybody yet. */
const atTheDoor: Actor = { kind: 'automation', id: 'sign-in' }

const wrongCredentials = () =>
  new Refusal(
    'wrong-credentials',
    { zh: '登录名或密码不正确。', en: 'The login name or the password is wrong.' },
    { status: 401 },
  )

const suspended = () =>
  new Refusal(
    'account-suspended',
    { zh: '该账号已停用。请联系管理员。', en: 'This account is suspended. Ask your administrator.' },
    { status: 403 },
  )

function refuseHaste(reply: FastifyReply, seconds: number): void {
  if (seconds === 0) return
  void reply.header('retry-after', String(seconds))
  const words = {
    zh: `尝试次数过多。请在 ${seconds} 秒后再试。`,
    en: `Too many attempts. Try again in ${seconds} seconds.`,
  }
  throw new Refusal('too-many-attempts', words, { status: 429, details: { retryAfterSeconds: seconds } })
}

/** The account that login and password belong to; every refusal is on record before it is answered. */
async function proven(request: FastifyRequest, wiring: SessionWiring, body: Credentials): Promise<KnownAccount> {
  const account = wiring.accounts.byLogin(body.login)
  const right = await hasPassword(wiring.vault, account, body.password)
  if (account && right && !account.suspended) return account
  const why = !account ? 'unknown-login' : right ? 'suspended' : 'wrong-password'
  const id = randomUUID()
  const data = { why, ...whence(request), ...(account && { account: account.id }) }
  await wiring.recorder.record(accessStream(id), [{ type: 'SignInRefused', data }], { actor: atTheDoor, commandId: id })
  throw why === 'suspended' ? suspended() : wrongCredentials()
}

async function signIn(request: FastifyRequest, reply: FastifyReply, wiring: SessionWiring) {
  refuseForeign(request)
  const given = request.body as Credentials
  const body = { login: given.login.trim().toLowerCase(), password: given.password }
  const { sessions } = wiring
  const now = () => Date.parse(wiring.now())
  refuseHaste(reply, sessions.attempts.begin(body.login, request.ip, now()))
  const account = await proven(request, wiring, body)
  sessions.attempts.succeeded(body.login, request.ip, now())
  return beginSession(request, reply, { ...wiring, account })
}

/** Another session that this browser still holds: its cookie is about to go, and nobody could end it afterwards. */
async function endBefore(request: FastifyRequest, wiring: SessionWiring): Promise<void> {
  const before = findViewer(request, wiring, false)
  if (before) await endSession(before, wiring)
}

async function endSession({ account, sessionId }: Viewer, { sessions, recorder }: SessionWiring): Promise<void> {
  sessions.revoke(sessionId)
  const by = { actor: { kind: 'person', id: account.id }, commandId: randomUUID() } as const
  await recorder.record(accessStream(sessionId), [{ type: 'SignedOut', data: { account: account.id } }], by)
}

/** Opens a session for an account that has been let in; on record before the answer. */
export async function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  wiring: SessionWiring & { readonly account: KnownAccount },
): Promise<Static<typeof answer>> {
  const { sessions, recorder, account, now } = wiring
  await endBefore(request, wiring)
  const { token, session } = sessions.open(account.id, Date.parse(now()))
  const fact = { type: 'SignedIn', data: { account: account.id, ...whence(request) } }
  const by = { actor: { kind: 'person', id: account.id }, commandId: session.id } as const
  try {
    await recorder.record(accessStream(session.id), [fact], by)
  } catch (error) {
    sessions.revoke(session.id)
    throw error
  }
  setCookie(request, reply, token)
  return present({ account, grants: account.grants, expiresAt: new Date(session.expiresAt).toISOString() }, wiring)
}

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  // No Max-Age: the browser forgets it when it is closed, the server when it has expired.
  const options = { httpOnly: true, sameSite: 'strict', path: '/', secure: request.protocol === 'https' } as const
  void reply.setCookie(cookieName, token, options)
}

async function signOut(request: FastifyRequest, reply: FastifyReply, wiring: SessionWiring) {
  void reply.clearCookie(cookieName, { path: '/' })
  await endSession(viewerOf(request), wiring)
  return reply.code(204).send()
}

/** `POST`, `GET` and `DELETE /api/session`. The app has @fastify/cookie. */
export function sessionRoutes(app: FastifyInstance, wiring: SessionWiring): void {
  const preHandler = requireSession(wiring)
  const schema = { tags: ['session'], response: { 200: answer } }
  app.post(
    '/api/session',
    { schema: { ...schema, summary: '登录 · Sign in', security: [], body: credentials } },
    (request, reply) => signIn(request, reply, wiring),
  )
  app.get('/api/session', { preHandler, schema: { ...schema, summary: '当前会话 · Who is signed in' } }, (request) =>
    Promise.resolve(present(viewerOf(request), wiring)),
  )
  app.delete(
    '/api/session',
    { preHandler, schema: { tags: ['session'], summary: '退出 · Sign out' } },
    (request, reply) => signOut(request, reply, wiring),
  )
}
