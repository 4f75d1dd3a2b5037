import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { accessStream } from '../access/events.ts'
import { actionsOn } from '../cases/actions.ts'
import { cases } from '../cases/case.ts'
import { concerns, type Case } from '../cases/state.ts'
import { refuseUnwritable } from '../kernel/answers.ts'
import { commandNamespace, uuidv5 } from '../kernel/ids.ts'
import type { Loaded } from '../kernel/loaded.ts'
import { Refusal, type Words } from '../kernel/refusal.ts'
import { sealStream, type Seal } from '../notary/events.ts'
import { indexFolder } from '../notary/notary.ts'
import { NotaryIndex } from '../notary/notaryIndex.ts'
import { reaches, reachingGrant } from '../staff/permissions.ts'
import { actorFor, viewerOf, type Viewer } from '../staff/viewer.ts'
import { historyOf } from './audit/history.ts'
import type { Parts } from './parts.ts'

export const noSuch = () =>
  new Refusal(
    'not-found',
    { zh: '没有找到该记录。请核对编号。', en: 'There is no such record. Check the number.' },
    { status: 404 },
  )

export const params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' }) })
export type Params = Static<typeof params>

export type CaseAction = {
  readonly command: string
  readonly room: 'cases'
  readonly permission: string
  readonly allowed: boolean
  readonly assignmentId?: string
  readonly refusal?: { readonly code: string; readonly words: Words }
}

/** The case as this viewer may see it. @throws Refusal (404) for a case that is not there or not the viewer's */
export async function visibleCase(parts: Parts, viewer: Viewer, id: string): Promise<Case> {
  return (await visibleStream(parts, viewer, id)).state
}

async function visibleStream(parts: Parts, viewer: Viewer, id: string): Promise<Loaded<Case>> {
  const loaded = await parts.handler.refresh(cases, `case-${id}`)
  const { state, tail } = loaded
  if (tail.revision === 'none') throw noSuch()
  const reference = parts.ledger.reference(parts.lookup.now())
  const may = (permission: string) => reaches(viewer.grants, permission, concerns(state), reference)
  if (!may('case.view') || (state.identityProtected && !may('case.view-protected'))) throw noSuch()
  return loaded
}

/** What keeps the whole stream from being written to, whatever the command. */
function writable(loaded: Loaded<Case>, id: string): { refusal?: Refusal } {
  try {
    refuseUnwritable(false, loaded, id)
    return {}
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}

/** What this viewer may do with the case now, and what would make the rest possible. */
export async function actionsFor(parts: Parts, viewer: Viewer, id: string): Promise<CaseAction[]> {
  const loaded = await visibleStream(parts, viewer, id)
  const { state } = loaded
  const unwritable = writable(loaded, id).refusal
  const now = parts.lookup.now()
  const reference = parts.ledger.reference(now)
  const context = {
    id,
    now,
    occurredAt: now,
    actor: { kind: 'person', id: viewer.account.id },
    origin: 'live',
    commandId: 'which-actions',
    reference,
    newId: (name: string) => uuidv5(commandNamespace, name),
  } as const
  return actionsOn(state, context).flatMap((action): CaseAction[] => {
    const { command, permission, units, assignmentId } = action
    const refusal = unwritable ?? action.refusal
    if (!reachingGrant(viewer.grants, permission, units, reference)) return []
    const place = assignmentId === undefined ? {} : { assignmentId }
    if (!refusal) return [{ command, room: 'cases', permission, allowed: true, ...place }]
    const { code, words } = refusal
    return [{ command, room: 'cases', permission, allowed: false, ...place, refusal: { code, words } }]
  })
}

/** How far the notary has sealed the stream. */
async function sealedPart(parts: Parts, stream: string) {
  const [last] = await parts.ledger.store.readBackwards(sealStream, 1)
  if (!last) return null
  const seal = JSON.parse(last.dataText) as Seal
  const index = NotaryIndex.open(indexFolder(join(parts.settings.dataDir, 'seals')), parts.ledger.installation.hashAlg)
  if (!index) return null
  try {
    const sealed = [...index.ordinalsOf(stream)].filter(([, ordinal]) => ordinal < Number(seal.count))
    return {
      revision: sealed.length === 0 ? null : String(sealed.length - 1),
      count: seal.count,
      sealedAt: seal.sealedAt,
    }
  } finally {
    index.close()
  }
}

/** A viewer as access events name one. */
export const looker = ({ account, sessionId }: Viewer) => ({ accountId: account.id, sessionId })

/** Somebody looked at something; durable when it resolves. */
export async function recordLook(
  parts: Parts,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  type: string,
  data: object,
): Promise<void> {
  const by = { actor: { kind: 'person', id: accountId }, commandId: randomUUID() } as const
  await parts.recorder.record(accessStream(sessionId), [{ type, data }], by)
}

function historyRoute(app: FastifyInstance, parts: Parts): void {
  app.get<{ Params: Params }>(
    '/api/cases/:id/history',
    { schema: { tags: ['cases'], summary: '全部事件与校验结论 · Raw events with the proof’s verdict', params } },
    async (request) => {
      const viewer = viewerOf(request)
      const state = await visibleCase(parts, viewer, request.params.id)
      actorFor(viewer, 'history.view', concerns(state), parts.ledger.reference(parts.lookup.now()))
      const stream = `case-${request.params.id}`
      await recordLook(parts, looker(viewer), 'HistoryViewed', { subjects: [stream], fields: [] })
      const { events, problems } = await historyOf(parts.ledger.store, stream, parts.ledger.installation)
      const sealed = await sealedPart(parts, stream)
      const named = events.map((event) => ({ ...event, actor: { ...event.actor, name: parts.nameOf(event.actor.id) } }))
      const verdict = {
        ok: problems.length === 0,
        checked: events.length,
        problems,
        sealedUpTo: sealed?.revision ?? null,
        seal: sealed,
      }
      return { events: named, verdict }
    },
  )
}

export function caseRoutes(app: FastifyInstance, parts: Parts): void {
  historyRoute(app, parts)
}
