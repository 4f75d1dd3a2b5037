import type { FastifyInstance } from 'fastify'

import { findSealed } from '../../kernel/personal.ts'
import { viewerOf } from '../../staff/viewer.ts'
import { looker, params, recordLook, type Params } from '../caseRoutes.ts'
import type { Parts } from '../parts.ts'
import { auditedCase, withIndex } from './audited.ts'
import { checkStream, historyEvents, type HistoryEvent } from './history.ts'
import { opened, replay } from './replaying.ts'
import { sealsOver } from './sealsOver.ts'

/** The actor's place in the organisation of then, by what was known then, and every role the account had. */
function standingThen({ book, lookup }: Parts, { actor, recordedAt }: HistoryEvent) {
  const then = book.snapshot(recordedAt, recordedAt)
  const later = book.snapshot(lookup.now())
  const nameOfUnit = (code: string) => (then.everUnit(code) ?? later.everUnit(code))?.name ?? code
  const unit = actor.unit === undefined ? undefined : then.everUnit(actor.unit)
  const account = actor.kind === 'person' ? lookup.accounts.byIdAt(actor.id, recordedAt) : undefined
  return {
    unitName: actor.unit === undefined ? undefined : nameOfUnit(actor.unit),
    unitPath: unit?.path.map(nameOfUnit),
    grantsThen: account?.grants.map((grant) => ({ ...grant, unitName: nameOfUnit(grant.unit) })),
  }
}

async function replayed(parts: Parts, id: string) {
  const { store, installation } = parts.ledger
  const stream = `case-${id}`
  const { events } = await store.read(stream)
  const sealedValues = events.flatMap(({ dataText }) => findSealed(JSON.parse(dataText)))
  const keys = await parts.vault.getKeys([...new Set(sealedValues.map(({ sealed }) => sealed.$key))])
  const readable = events.map((event) => opened(event, keys))
  const { book, places, nameOf } = parts
  const { axes, reasons } = replay(readable, { id, book, places, nameOf, now: parts.lookup.now() })
  const listed = historyEvents(events).map((event, index) => {
    const { metadata, data } = readable[index] ?? {}
    const actor = { ...event.actor, name: nameOf(event.actor.id), ...standingThen(parts, event) }
    return { ...event, actor, origin: metadata?.origin, data }
  })
  const ordinals = withIndex(parts, (index) => index?.ordinalsOf(stream) ?? new Map<bigint, number>())
  const seals = await sealsOver(store, ordinals)
  const problems = checkStream(events, installation)
  return {
    events: listed,
    axes,
    reasons,
    seals,
    verdict: { ok: problems.length === 0, checked: events.length, problems },
  }
}

/** `GET /api/cases/:id/replay`: every state that the case was in, on both axes of time. */
export function replayRoute(app: FastifyInstance, parts: Parts): void {
  const schema = { tags: ['audit'], summary: '回放工单 · Replay a case, event by event', params }
  app.get<{ Params: Params }>('/api/cases/:id/replay', { schema }, async (request) => {
    const viewer = viewerOf(request)
    const { id } = request.params
    await auditedCase(parts, viewer, id)
    await recordLook(parts, looker(viewer), 'HistoryViewed', { subjects: [`case-${id}`], fields: ['replay'] })
    return replayed(parts, id)
  })
}
