import type { Static } from 'typebox'

import type { Urgency } from '../kernel/reference.ts'
import { isActive, type ActiveAssignment, type Assignment } from './assignment.ts'
import type { CaseEvent, CaseType, ClosureKind, Correctable, linkKinds, NextStep, placeCodesSchema } from './events.ts'

export type Place = Static<typeof placeCodesSchema>
export type Visit = Pick<Extract<CaseEvent, { type: 'CallbackRecorded' }>['data'], 'valid' | 'solved' | 'satisfied'>

/**
 * What decisions need to know of a case. No personal text: the fold sees only sealed values, and needs none.
 * Plain JSON, so that a read model may keep it beside its row.
 */
export type Case = {
  readonly status: 'none' | 'open' | 'closed'
  readonly imported: boolean
  readonly intakeUnit: string
  readonly type: CaseType
  readonly category: string
  readonly urgency: Urgency
  readonly place: Place | null
  /** Somebody can be called: a contact is known and did not ask to stay anonymous. */
  readonly reachable: boolean
  /** Why nobody needs to be asked how it went, where the facts say so by themselves. */
  /** 身份保密: only for those with `case.view-protected`. */
  readonly identityProtected: boolean
  readonly noVisit: 'no-contact' | 'anonymous' | 'no-reply-wanted' | null
  readonly contacts: ReadonlyArray<{ readonly contact: string; readonly as: (typeof linkKinds)[number] | 'first' }>
  /** The newest handling round of any assignment; 1 at first. */
  readonly round: number
  readonly assignments: Readonly<Record<string, Assignment>>
  readonly answered: boolean
  readonly visit: Visit | null
  /** Ids of those who signed, contacted or reported: they neither review, nor visit, nor close. */
  readonly handledBy: readonly string[]
  readonly urged: boolean
  readonly withdrawalAsked: boolean
  /** Revision of the event in which a correctable text last stood. */
  readonly said: Readonly<Partial<Record<Correctable, string>>>
  readonly closureKind: ClosureKind | null
}

export const initial: Case = {
  status: 'none',
  imported: false,
  intakeUnit: '',
  type: 'unstated',
  category: '',
  urgency: 'normal',
  place: null,
  reachable: false,
  identityProtected: false,
  noVisit: null,
  contacts: [],
  round: 1,
  assignments: {},
  answered: false,
  visit: null,
  handledBy: [],
  urged: false,
  withdrawalAsked: false,
  said: {},
  closureKind: null,
}

export const assignmentsOf = (state: Case): readonly Assignment[] => Object.values(state.assignments)
export const activeOf = (state: Case): readonly ActiveAssignment[] => assignmentsOf(state).filter(isActive)
export const primaryOf = (state: Case): ActiveAssignment | undefined =>
  activeOf(state).find(({ kind }) => kind === 'primary')

/** Where the case stands before any assignment, or after its last was returned or ended. */
function stepWithoutUnit(state: Case): NextStep {
  if (state.answered) return 'close'
  return state.imported && state.round === 1 && assignmentsOf(state).length === 0 ? 'unknown' : 'dispatch'
}

/** What has to be done next, in the words of the work list. */
export function nextStep(state: Case): NextStep {
  if (state.status !== 'open') return 'none'
  if (assignmentsOf(state).some(({ pendingReturn }) => pendingReturn)) return 'decide-return'
  const primary = primaryOf(state)
  if (!primary) return stepWithoutUnit(state)
  if (primary.step !== 'done') return primary.step
  return state.visit || state.noVisit ? 'close' : 'visit'
}

/** The unit that keeps the case, and every unit that it was ever assigned to. */
export const concerns = (state: Case): readonly string[] =>
  state.status === 'none' ? [] : [...new Set([state.intakeUnit, ...assignmentsOf(state).map(({ unit }) => unit)])]

/** The case as if it had only this assignment: asks `possible` about one unit's part. */
export function focusedOn(state: Case, assignmentId: string): Case {
  const assignment = state.assignments[assignmentId]
  return { ...state, assignments: assignment ? { [assignmentId]: assignment } : {} }
}
