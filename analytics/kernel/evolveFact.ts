import type { CaseEvent } from '../../services/cases/events.ts'
import { unchanged, type Envelope, type Fold } from '../../services/kernel/event.ts'
import type { Due } from '../../services/kernel/reference.ts'
import { dueOf, notVisited, placed, registered, type CaseFact, type DataOf } from './caseFact.ts'

type Known = CaseFact | undefined
const known =
  <Data>(step: (fact: CaseFact, data: Data, envelope: Envelope) => CaseFact) =>
  (fact: Known, data: Data, envelope: Envelope): Known =>
    // A case whose registration is not in the log cannot be counted.
    fact && step(fact, data, envelope)

const isPrimary = (fact: CaseFact, assignmentId: string) => fact.assignments[assignmentId]?.primary === true

function dispatched(fact: CaseFact, data: DataOf<'Dispatched'>, { metadata }: Envelope): CaseFact {
  const { assignmentId, unit, kind, clocks } = data
  const primary = kind === 'primary'
  const assignment = { unit, primary, signDue: dueOf(clocks, 'sign') }
  const counted: CaseFact = {
    ...fact,
    status: fact.status === 'unknown' ? 'open' : fact.status,
    dispatches: fact.dispatches + 1,
    assignments: { ...fact.assignments, [assignmentId]: assignment },
  }
  if (!primary) return counted
  const dispatchedAt = fact.dispatchedAt ?? metadata.occurredAt
  return { ...counted, unit, dispatchedAt, signedAt: null, dueAt: dueOf(clocks, 'handle') }
}

function reworked(fact: CaseFact, data: { assignmentId: string; round: number; clocks: readonly Due[] }): CaseFact {
  const due = isPrimary(fact, data.assignmentId) ? dueOf(data.clocks, 'handle') : null
  const round = Math.max(fact.round, data.round)
  // What was said about the earlier result says nothing about the next one.
  return { ...fact, ...notVisited, reworks: fact.reworks + 1, round, dueAt: due ?? fact.dueAt }
}

function reclassified(fact: CaseFact, { field, to }: DataOf<'CaseReclassified'>): CaseFact {
  if (field === 'place') return typeof to === 'object' ? { ...fact, ...placed(to) } : fact
  return typeof to === 'string' ? { ...fact, [field]: to } : fact
}

/** Folds one case. The answer is the very same object where an event changes nothing that is counted. */
export const evolveFact: Fold<Known, CaseEvent> = {
  CaseRegistered: (_, data, envelope) => registered(data, envelope),
  ImportedReply: unchanged,
  AnsweredDirectly: known((fact) => ({ ...fact, answered: true })),
  Dispatched: known(dispatched),
  SignedFor: known((fact, { assignmentId }: DataOf<'SignedFor'>, { metadata }) => {
    const { occurredAt: at } = metadata
    const due = fact.assignments[assignmentId]?.signDue ?? null
    const signedOnTime = fact.signedOnTime + Number(due !== null && at <= due)
    const signedAt = isPrimary(fact, assignmentId) ? at : fact.signedAt
    return { ...fact, signatures: fact.signatures + 1, signedOnTime, signedAt }
  }),
  ContactAttempted: known((fact, { at, outcome }: DataOf<'ContactAttempted'>) => ({
    ...fact,
    contactAttempts: fact.contactAttempts + 1,
    contactedAt: fact.contactedAt ?? (outcome === 'reached' ? new Date(at).toISOString() : null),
  })),
  HandlingNoted: unchanged,
  HandlingReported: known((fact, { assignmentId }: DataOf<'HandlingReported'>, { metadata }) =>
    isPrimary(fact, assignmentId) ? { ...fact, reportedAt: metadata.occurredAt } : fact,
  ),
  ReportAccepted: unchanged,
  ReportRejected: known(reworked),
  ReworkOrdered: known(reworked),
  ReturnRequested: known((fact) => ({ ...fact, returnsRequested: fact.returnsRequested + 1 })),
  ReturnApproved: known((fact, { assignmentId }: DataOf<'ReturnApproved'>) => {
    const counted = { ...fact, returnsApproved: fact.returnsApproved + 1 }
    return isPrimary(fact, assignmentId) ? { ...counted, unit: fact.intakeUnit, signedAt: null, dueAt: null } : counted
  }),
  ReturnRejected: known((fact) => ({ ...fact, returnsRejected: fact.returnsRejected + 1 })),
  CallbackAttempted: known((fact) => ({ ...fact, callbacks: fact.callbacks + 1 })),
  CallbackRecorded: known(
    (fact, { valid, contacted, solved, satisfied }: DataOf<'CallbackRecorded'>, { metadata }) => ({
      ...fact,
      visitedAt: metadata.occurredAt,
      visitValid: valid,
      visitContacted: contacted,
      visitSolved: solved,
      visitSatisfied: satisfied,
    }),
  ),
  Closed: known((fact, { closureKind, closedAt }: DataOf<'Closed'>, { metadata }) => {
    const at = closedAt === undefined ? metadata.occurredAt : new Date(closedAt).toISOString()
    return { ...fact, status: 'closed', closureKind, closedAt: at }
  }),
  Reopened: known((fact, { round, clocks }: DataOf<'Reopened'>) => ({
    ...fact,
    ...notVisited,
    status: 'open',
    closureKind: '',
    closedAt: null,
    signedAt: null,
    unit: fact.intakeUnit,
    dueAt: dueOf(clocks, 'handle'),
    reopened: fact.reopened + 1,
    round,
  })),
  CaseReclassified: known(reclassified),
  CaseCorrected: unchanged,
  NoteAdded: unchanged,
  ContactLinked: known((fact, { as }: DataOf<'ContactLinked'>) => ({
    ...fact,
    linked: fact.linked + 1,
    urged: fact.urged + Number(as === 'urge'),
  })),
}
