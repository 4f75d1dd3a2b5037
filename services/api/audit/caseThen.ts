import { isActive, type Assignment, type AssignmentStep } from '../../cases/assignment.ts'
import type { Correctable, NextStep } from '../../cases/events.ts'
import { assignmentsOf, nextStep, primaryOf, type Case } from '../../cases/state.ts'
import type { Snapshot } from '../../dictionaries/snapshot.ts'
import type { Due } from '../../kernel/reference.ts'

/** A text as it was said, or that it has been erased since. */
export type Said = string | { readonly erased: true } | null

type Named = { readonly unit: string; readonly name: string }

/** A case as somebody saw it at an instant, in the names of that instant. Every key is one line of the replay. */
export type CaseThen = {
  readonly nextStep: NextStep
  readonly whoseTurn: Named | null
  readonly round: number
  readonly title: Said
  readonly story: Said
  readonly answer: Said
  readonly type: string
  readonly category: { readonly code: string; readonly names: readonly string[] } | null
  readonly urgency: string
  readonly place: { readonly names: readonly string[]; readonly text: Said } | null
  readonly party: Said
  readonly elements: Readonly<Record<string, Said>>
  readonly intakeUnit: Named
  readonly identityProtected: boolean
  readonly assignments: readonly AssignmentThen[]
  readonly clocks: readonly Due[]
  readonly handledBy: readonly string[]
  readonly visit: Case['visit']
  readonly closureKind: string | null
  readonly urged: boolean
  readonly withdrawalAsked: boolean
}

type AssignmentThen = Named & Pick<Assignment, 'id' | 'kind' | 'round' | 'step'> & { readonly returnAsked: boolean }

/** What the fold does not keep, since no decision needs it: the texts, and the clocks of the case itself. */
export type Beside = {
  readonly said: (name: Correctable) => Said
  readonly answer: Said
  readonly clocks: readonly Due[]
  readonly nameOf: (account: string) => string
}

/** Names as they were, and for what was unknown then, as they were later. */
export type NamesThen = {
  readonly atThatTime: Snapshot
  readonly later: Snapshot
  /** Of a district, street or community. */
  readonly place: (code: string) => string | undefined
}

const named = ({ atThatTime, later }: NamesThen, unit: string): Named => ({
  unit,
  name: (atThatTime.everUnit(unit) ?? later.everUnit(unit))?.name ?? unit,
})

/** Which clocks run at which step of an assignment. */
const running: Readonly<Record<AssignmentStep, readonly Due['clock'][]>> = {
  sign: ['sign', 'firstContact', 'handle'],
  contact: ['firstContact', 'handle'],
  report: ['handle'],
  review: ['review'],
  done: ['visit'],
  returned: [],
  ended: [],
}

function clocksThen(state: Case, step: NextStep, own: readonly Due[]): readonly Due[] {
  if (state.status !== 'open') return []
  const runs = ({ clock }: Due, at: AssignmentStep) =>
    running[at].includes(clock) && (clock !== 'visit' || step === 'visit')
  const ofUnits = assignmentsOf(state).flatMap(({ clocks, step: at }) => clocks.filter((due) => runs(due, at)))
  return primaryOf(state) || step !== 'dispatch' ? ofUnits : [...own, ...ofUnits]
}

const atUnits: readonly NextStep[] = ['sign', 'contact', 'report']

function turnThen(state: Case, step: NextStep, names: NamesThen): Named | null {
  if (step === 'none') return null
  const primary = primaryOf(state)
  return named(names, primary && atUnits.includes(step) ? primary.unit : state.intakeUnit)
}

const areas = ['district', 'street', 'community'] as const

function placeThen({ place }: Case, text: Said, names: NamesThen): CaseThen['place'] {
  if (!place && text === null) return null
  const codes = areas.flatMap((area) => place?.[area] ?? [])
  // Where the dictionary of places knows nothing, a unit that is named after an area stands in for it.
  return { names: codes.map((code) => names.place(code) ?? named(names, code).name), text }
}

function categoryThen({ category }: Case, { atThatTime, later }: NamesThen): CaseThen['category'] {
  if (category === '') return null
  return {
    code: category,
    names: (atThatTime.everCategory(category) ?? later.everCategory(category))?.names ?? [category],
  }
}

const elementNames = ['person', 'time', 'place', 'cause', 'course'] as const

function elementsThen({ said }: Beside): CaseThen['elements'] {
  const told = elementNames.map((name) => [name, said(`elements.${name}`)] as const)
  return Object.fromEntries(told.filter(([, text]) => text !== null))
}

const assignmentThen = (assignment: Assignment, names: NamesThen): AssignmentThen => {
  const { id, unit, kind, round, step, pendingReturn } = assignment
  return { ...named(names, unit), id, kind, round, step, returnAsked: isActive(assignment) && pendingReturn !== null }
}

/** The state that decisions were taken on, in the words of its time. */
export function caseThen(state: Case, beside: Beside, names: NamesThen): CaseThen {
  const step = nextStep(state)
  const { round, type, urgency, identityProtected, visit, closureKind, urged, withdrawalAsked } = state
  return {
    nextStep: step,
    whoseTurn: turnThen(state, step, names),
    round,
    title: beside.said('title'),
    story: beside.said('story'),
    answer: beside.answer,
    type,
    category: categoryThen(state, names),
    urgency,
    place: placeThen(state, beside.said('place.text'), names),
    party: beside.said('party'),
    elements: elementsThen(beside),
    intakeUnit: named(names, state.intakeUnit),
    identityProtected,
    assignments: assignmentsOf(state).map((each) => assignmentThen(each, names)),
    clocks: clocksThen(state, step, beside.clocks),
    handledBy: state.handledBy.map(beside.nameOf),
    visit,
    closureKind,
    urged,
    withdrawalAsked,
  }
}
