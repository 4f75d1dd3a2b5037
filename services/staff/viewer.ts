import type { FastifyRequest } from 'fastify'

import type { Actor } from '../kernel/event.ts'
import { notPermitted } from '../kernel/notPermitted.ts'
import type { ReferenceData } from '../kernel/reference.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Accounts, KnownAccount } from './accounts.ts'
import { reachingGrant, type Grant } from './permissions.ts'
import type { Session, Sessions } from './sessions.ts'

/** Who asks. */
export type Viewer = {
  readonly account: KnownAccount
  readonly grants: readonly Grant[]
  readonly sessionId: string
  readonly expiresAt: string
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer?: Viewer
  }
  interface FastifyContextConfig {
    /** Asked by a page on its own, for as long as it is open: no sign that somebody is there. */
    automatic?: boolean
  }
}

export const cookieName = 'minsheng'

export type SessionLookup = {
  readonly sessions: Sessions
  readonly accounts: Accounts
  /** Present instant, ISO. */
  readonly now: () => string
  /** The installation's, which every screen shows times in. */
  readonly timeZone: string
}

const notSignedIn = () =>
  new Refusal(
    'not-signed-in',
    {
      zh: '尚未登录或登录已过期。请重新登录。',
      en: 'You are not signed in, or your session has ended. Sign in again.',
    },
    { status: 401 },
  )

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/** No form and no foreign page can send this header: the belt to SameSite's braces. */
export function refuseForeign(request: FastifyRequest): void {
  if (harmless.has(request.method) || request.headers['x-requested-with'] === 'minsheng') return
  const words = {
    zh: '缺少请求头 X-Requested-With: minsheng，已拒绝。',
    en: 'Send the header X-Requested-With: minsheng with everything that changes something.',
  }
  throw new Refusal('foreign-request', words, { status: 403, field: 'X-Requested-With' })
}

/** A suspended account and a changed password end sessions at once, in every process that has heard of them. */
function stillGood(session: Session, account: KnownAccount | undefined): account is KnownAccount {
  if (!account || account.suspended) return false
  const { passwordChangedAt } = account
  return passwordChangedAt === undefined || Date.parse(passwordChangedAt) < session.openedAt
}

/** The viewer of a request, or undefined without a session that still holds. */
export function findViewer(
  request: FastifyRequest,
  { sessions, accounts, now }: SessionLookup,
  counts = true,
): Viewer | undefined {
  const token = request.cookies[cookieName]
  const session = token ? sessions.find(token, Date.parse(now()), counts) : undefined
  if (!session) return undefined
  const account = accounts.byId(session.account)
  if (!stillGood(session, account)) {
    if (account) sessions.revoke(session.id)
    return undefined
  }
  return {
    account,
    grants: account.grants,
    sessionId: session.id,
    expiresAt: new Date(session.expiresAt).toISOString(),
  }
}

/** Who asks as of now, however long ago the request came; does not keep the session alive. @throws Refusal (401) */
export function viewerStill(request: FastifyRequest, lookup: SessionLookup): Viewer {
  const viewer = findViewer(request, lookup, false)
  if (!viewer) throw notSignedIn()
  return viewer
}

/**
 * Browsers send `X-Automatic` with what a page asks while nobody touches it (a poll, an answer to the feed). Whoever
 * sends it falsely only ends their own session sooner; leaving it out is what every other client does.
 */
const isUse = ({ headers, routeOptions }: FastifyRequest): boolean =>
  headers['x-automatic'] === undefined && routeOptions.config.automatic !== true

/** preHandler for every route but sign-in: 401 without a session, 403 for a change that another site may have sent. */
export const requireSession =
  (lookup: SessionLookup) =>
  async (request: FastifyRequest): Promise<void> => {
    refuseForeign(request)
    const viewer = findViewer(request, lookup, isUse(request))
    if (!viewer) throw notSignedIn()
    request.viewer = viewer
  }

export function viewerOf(request: FastifyRequest): Viewer {
  if (!request.viewer) throw notSignedIn()
  return request.viewer
}

/** The viewer in the role and unit that allow this for one of the units. @throws Refusal (403) where none does */
export function actorFor(
  { account, grants }: Pick<Viewer, 'account' | 'grants'>,
  permission: string,
  units: readonly string[],
  reference: ReferenceData,
): Actor {
  const grant = reachingGrant(grants, permission, units, reference)
  if (grant) return { kind: 'person', id: account.id, role: grant.role, unit: grant.unit }
  throw notPermitted(permission)
}
