import { unchanged, type Envelope, type Fold } from '../kernel/event.ts'
import { isActive, type Assignment } from './assignment.ts'
import { correctable, type CaseEvent, type Correctable } from './events.ts'
import type { Case, Place } from './state.ts'

type Registered = Extract<CaseEvent, { type: 'CaseRegistered' }>['data']

function change(state: Case, id: string, how: (assignment: Assignment) => Assignment): Case {
  const assignment = state.assignments[id]
  return assignment ? { ...state, assignments: { ...state.assignments, [id]: how(assignment) } } : state
}

function changeAll(state: Case, how: (assignment: Assignment) => Assignment): Case {
  const changed = Object.values(state.assignments).map((assignment) => [assignment.id, how(assignment)] as const)
  return { ...state, assignments: Object.fromEntries(changed) }
}

const ended = (assignment: Assignment): Assignment =>
  isActive(assignment) ? { ...assignment, pendingReturn: null, step: 'ended' } : assignment

function handled(state: Case, { metadata }: Envelope): Case {
  const by = metadata.actor.id
  return state.handledBy.includes(by) ? state : { ...state, handledBy: [...state.handledBy, by] }
}

function noVisit({ contact, identity, replyWanted }: Registered): Case['noVisit'] {
  if (contact === undefined) return 'no-contact'
  if (identity === 'anonymous') return 'anonymous'
  return replyWanted === false ? 'no-reply-wanted' : null
}

function placeOf(place: NonNullable<Registered['place']>): Place {
  const codes = Object.entries(place).filter(([name]) => name !== 'text')
  return { source: place.source, ...Object.fromEntries(codes) }
}

/** Where each correctable text stands: `elements.time` at first in the registration. */
function firstSaid(data: Registered, revision: string): Partial<Record<Correctable, string>> {
  const said = correctable.filter((path) => {
    const [field, part] = path.split('.') as [keyof Registered, string | undefined]
    const value = data[field]
    return part ? typeof value === 'object' && part in value : value !== undefined
  })
  return Object.fromEntries(said.map((path) => [path, revision]))
}

function registered(state: Case, data: Registered, { metadata, revision }: Envelope): Case {
  return {
    ...state,
    status: 'open',
    imported: metadata.origin === 'import',
    intakeUnit: data.intakeUnit,
    type: data.type,
    category: data.category.code,
    urgency: data.urgency.value,
    place: data.place ? placeOf(data.place) : null,
    identityProtected: data.identityProtected,
    noVisit: noVisit(data),
    reachable: data.contact !== undefined && data.identity !== 'anonymous',
    contacts: data.contact === undefined ? [] : [{ contact: data.contact, as: 'first' }],
    said: firstSaid(data, revision.toString()),
  }
}

const rework = (state: Case, round: number): Case => ({ ...state, visit: null, round: Math.max(state.round, round) })

export const evolve: Fold<Case, CaseEvent> = {
  CaseRegistered: registered,
  ImportedReply: unchanged,
  AnsweredDirectly: (state) => ({ ...state, answered: true }),
  Dispatched: (state, { assignmentId: id, round, unit, kind, clocks }, { metadata }) => {
    const { occurredAt: dispatchedAt } = metadata
    const assignment: Assignment = {
      id,
      unit,
      kind,
      round,
      step: 'sign',
      dispatchedAt,
      signedAt: null,
      attempted: false,
      clocks,
      pendingReturn: null,
    }
    return { ...state, assignments: { ...state.assignments, [id]: assignment } }
  },
  SignedFor: (state, { assignmentId }, envelope) =>
    change(handled(state, envelope), assignmentId, (assignment) => ({
      ...assignment,
      // One voice towards the citizen: only the primary unit calls, and only where somebody can be called.
      step: state.reachable && assignment.kind === 'primary' ? 'contact' : 'report',
      signedAt: envelope.metadata.occurredAt,
    })),
  ContactAttempted: (state, { assignmentId, outcome }, envelope) =>
    change(handled(state, envelope), assignmentId, (assignment) => ({
      ...assignment,
      // Nobody answered: try again. In all other outcomes another try would change nothing.
      step: assignment.step === 'contact' && outcome !== 'no-answer' ? 'report' : assignment.step,
      attempted: true,
    })),
  HandlingNoted: unchanged,
  HandlingReported: (state, { assignmentId, clocks }, envelope) =>
    change(handled(state, envelope), assignmentId, (assignment) => ({ ...assignment, step: 'review', clocks })),
  ReportAccepted: (state, { assignmentId, clocks }) =>
    change(state, assignmentId, (assignment) => ({ ...assignment, step: 'done', clocks })),
  ReportRejected: (state, { assignmentId, round, clocks }) =>
    change(rework(state, round), assignmentId, (assignment) => ({ ...assignment, step: 'report', round, clocks })),
  ReworkOrdered: (state, { assignmentId, round, clocks }) =>
    change(rework(state, round), assignmentId, (assignment) => ({
      ...assignment,
      signedAt: null,
      step: 'sign',
      round,
      attempted: false,
      clocks,
    })),
  ReturnRequested: (state, { assignmentId, request }, { metadata }) =>
    change(state, assignmentId, (assignment) => ({
      ...assignment,
      pendingReturn: { request, by: metadata.actor.id },
    })),
  ReturnApproved: (state, { assignmentId }) =>
    change(state, assignmentId, (assignment) => ({ ...assignment, pendingReturn: null, step: 'returned' })),
  ReturnRejected: (state, { assignmentId }) =>
    change(state, assignmentId, (assignment) => ({ ...assignment, pendingReturn: null })),
  CallbackAttempted: unchanged,
  CallbackRecorded: (state, { valid, solved, satisfied }) => ({ ...state, visit: { valid, solved, satisfied } }),
  Closed: (state, { closureKind }) => ({
    ...changeAll(state, (assignment) => (assignment.step === 'done' ? assignment : ended(assignment))),
    status: 'closed',
    closureKind,
    urged: false,
    withdrawalAsked: false,
  }),
  Reopened: (state, { round }) => ({
    ...changeAll(state, ended),
    status: 'open',
    closureKind: null,
    answered: false,
    visit: null,
    round,
  }),
  CaseReclassified: (state, { field, to }) => ({ ...state, [field]: to }),
  CaseCorrected: (state, { field }, { revision }) => ({
    ...state,
    said: { ...state.said, [field]: revision.toString() },
  }),
  NoteAdded: unchanged,
  ContactLinked: (state, { contact, as }) => ({
    ...state,
    contacts: [...state.contacts, { contact, as }],
    urged: state.urged || (as === 'urge' && state.status === 'open'),
    withdrawalAsked: state.withdrawalAsked || (as === 'withdrawal' && state.status === 'open'),
  }),
}
