import type { CaseEvent } from '../../services/cases/events.ts'
import { unchanged, type Envelope, type Fold } from '../../services/kernel/event.ts'
import { keep } from '../cases/kept.ts'
import { noPart, registered, type Data, type Document, type PartDetail } from './document.ts'

function part(document: Document, id: string, how: (part: PartDetail) => PartDetail): Document {
  return { ...document, parts: { ...document.parts, [id]: how(document.parts[id] ?? noPart) } }
}

const judged = (document: Document, id: string, verdict: Partial<NonNullable<PartDetail['report']>>): Document =>
  part(document, id, (before) => ({ ...before, report: before.report ? { ...before.report, ...verdict } : null }))

const decided = (
  document: Document,
  id: string,
  verdict: Partial<NonNullable<PartDetail['returnRequest']>>,
): Document =>
  part(document, id, (before) => ({
    ...before,
    returnRequest: before.returnRequest ? { ...before.returnRequest, ...verdict } : null,
  }))

const when = ({ metadata }: Envelope) => ({ at: metadata.occurredAt, by: metadata.actor })

function reclassified(document: Document, { field, to }: Data<'CaseReclassified'>): Document {
  if (typeof to !== 'string') return { ...document, place: { ...to, text: document.place?.text ?? null } }
  if (field === 'category') return { ...document, category: { code: to, chosenBy: 'person' } }
  if (field === 'urgency') {
    type Urgency = NonNullable<Document['urgency']>
    return { ...document, urgency: { value: to as Urgency['value'], chosenBy: 'person' } }
  }
  return { ...document, type: to }
}

function corrected(document: Document, { field, to }: Data<'CaseCorrected'>, envelope: Envelope): Document {
  const said = keep(to, envelope, 'to')
  if (field === 'place.text') return { ...document, place: { ...(document.place ?? { source: 'text' }), text: said } }
  if (!field.startsWith('elements.')) return { ...document, [field]: said }
  return { ...document, elements: { ...document.elements, [field.slice('elements.'.length)]: said } }
}

function reported(document: Document, data: Data<'HandlingReported'>, envelope: Envelope): Document {
  const { assignmentId, round, claimTrue, withinDuties, solved } = data
  const report = {
    ...when(envelope),
    round,
    claimTrue,
    withinDuties,
    solved,
    reasonCode: data.reasonCode ?? null,
    internalMeasure: keep(data.internalMeasure, envelope, 'internalMeasure'),
    publicAnswer: keep(data.publicAnswer, envelope, 'publicAnswer'),
    accepted: null,
    rejection: null,
  }
  return part(document, assignmentId, (before) => ({ ...before, report }))
}

function returnRequested(document: Document, data: Data<'ReturnRequested'>, envelope: Envelope): Document {
  const { assignmentId, request, reasonCode } = data
  const returnRequest = {
    request,
    ...when(envelope),
    reasonCode,
    evidence: keep(data.evidence, envelope, 'evidence'),
    proposedUnit: data.proposedUnit ?? null,
    approved: null,
    reason: null,
  }
  return part(document, assignmentId, (before) => ({ ...before, returnRequest }))
}

function closed(document: Document, data: Data<'Closed'>, envelope: Envelope): Document {
  const { at, by } = when(envelope)
  return {
    ...document,
    closure: {
      kind: data.closureKind,
      at: data.closedAt ?? at,
      by,
      acceptedReport: data.acceptedReport ?? null,
      reason: keep(data.reason, envelope, 'reason'),
      visitExemption: data.visitExemption?.code ?? null,
    },
  }
}

const fold: Fold<Document, CaseEvent> = {
  CaseRegistered: registered,
  ImportedReply: (document, { text, repliedAt }, envelope) => ({
    ...document,
    importedReply: { text: keep(text, envelope, 'text'), repliedAt: repliedAt ?? null },
  }),
  AnsweredDirectly: (document, { answer, source }, envelope) => ({
    ...document,
    answer: { text: keep(answer, envelope, 'answer'), source: source ?? null, ...when(envelope) },
  }),
  Dispatched: (document, { assignmentId, instruction }, envelope) =>
    part(document, assignmentId, (before) => ({ ...before, instruction: keep(instruction, envelope, 'instruction') })),
  SignedFor: unchanged,
  ContactAttempted: (document, { assignmentId, at, way, outcome }, { metadata }) =>
    part(document, assignmentId, (before) => ({
      ...before,
      attempts: [...before.attempts, { at, way, outcome, by: metadata.actor }],
    })),
  HandlingNoted: unchanged,
  HandlingReported: reported,
  ReportAccepted: (document, { assignmentId }) => judged(document, assignmentId, { accepted: true }),
  ReportRejected: (document, { assignmentId, reason }, envelope) =>
    judged(document, assignmentId, { accepted: false, rejection: keep(reason, envelope, 'reason') }),
  ReworkOrdered: (document, { assignmentId, reason }, envelope) =>
    judged(document, assignmentId, { accepted: false, rejection: keep(reason, envelope, 'reason') }),
  ReturnRequested: returnRequested,
  ReturnApproved: (document, { assignmentId, reason }, envelope) =>
    decided(document, assignmentId, { approved: true, reason: keep(reason, envelope, 'reason') }),
  ReturnRejected: (document, { assignmentId, reason }, envelope) =>
    decided(document, assignmentId, { approved: false, reason: keep(reason, envelope, 'reason') }),
  CallbackAttempted: (document, { channel, outcome }, { metadata }) => ({
    ...document,
    visitAttempts: [...document.visitAttempts, { channel, outcome, at: metadata.occurredAt }],
  }),
  CallbackRecorded: (document, { remark, ...visit }, envelope) => ({
    ...document,
    visits: [...document.visits, { ...visit, remark: keep(remark, envelope, 'remark'), ...when(envelope) }],
  }),
  Closed: closed,
  Reopened: (document, { reason }, envelope) => ({
    ...document,
    closure: null,
    reopened: { at: envelope.metadata.occurredAt, reason: keep(reason, envelope, 'reason') },
  }),
  CaseReclassified: reclassified,
  CaseCorrected: corrected,
  NoteAdded: unchanged,
  ContactLinked: (document, { contact, as, text }, envelope) => ({
    ...document,
    links: [...document.links, { contact, as, at: envelope.metadata.occurredAt, text: keep(text, envelope, 'text') }],
  }),
}

type Step = (document: Document, data: unknown, envelope: Envelope) => Document

const dated =
  (step: Step): Step =>
  (before, data, envelope) => {
    const after = step(before, data, envelope)
    const { occurredAt } = envelope.metadata
    return occurredAt > after.updatedAt ? { ...after, updatedAt: occurredAt } : after
  }

const steps = Object.entries(fold as unknown as Record<string, Step>)
export const documentFold = Object.fromEntries(steps.map(([type, step]) => [type, dated(step)])) as unknown as Fold<
  Document,
  CaseEvent
>
