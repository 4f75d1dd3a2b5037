import type { CaseEvent, NextStep } from '../../services/cases/events.ts'
import type { Due } from '../../services/kernel/reference.ts'

type PartStep = 'sign' | 'contact' | 'report' | 'review' | 'done' | 'returned' | 'ended'

/** One unit's part in a case. */
export type Part = {
  readonly id: string
  readonly unit: string
  readonly kind: 'primary' | 'assisting'
  readonly parent: string | null
  readonly round: number
  readonly step: PartStep
  readonly dispatchedAt: string
  readonly signedAt: string | null
  readonly clocks: readonly Due[]
  /** The request for return that waits for its decision. */
  readonly pendingReturn: string | null
}

/** Where a case stands. Decided by the write side; here it is only told again, for lists. */
export type Progress = {
  readonly status: 'none' | 'open' | 'closed'
  readonly imported: boolean
  readonly intakeUnit: string
  readonly reachable: boolean
  readonly visitNeeded: boolean
  readonly visited: boolean
  readonly answered: boolean
  readonly round: number
  readonly parts: readonly Part[]
  /** Clocks of the case itself: they run while no unit has it. */
  readonly clocks: readonly Due[]
  readonly urged: boolean
  readonly repeated: boolean
  readonly withdrawalAsked: boolean
  readonly closureKind: Extract<CaseEvent, { type: 'Closed' }>['data']['closureKind'] | null
}

export const noProgress: Progress = {
  status: 'none',
  imported: false,
  intakeUnit: '',
  reachable: false,
  visitNeeded: false,
  visited: false,
  answered: false,
  round: 1,
  parts: [],
  clocks: [],
  urged: false,
  repeated: false,
  withdrawalAsked: false,
  closureKind: null,
}

export const isActive = ({ step }: Part): boolean => step !== 'returned' && step !== 'ended'
export const primaryOf = ({ parts }: Progress): Part | undefined =>
  parts.find((part) => isActive(part) && part.kind === 'primary')

function stepWithoutUnit({ answered, imported, round, parts }: Progress): NextStep {
  if (answered) return 'close'
  return imported && round === 1 && parts.length === 0 ? 'unknown' : 'dispatch'
}

/** The same answer as the write side's; `test/contracts/nextStep.test.ts` compares the two on random histories. */
export function nextStepOf(progress: Progress): NextStep {
  if (progress.status !== 'open') return 'none'
  if (progress.parts.some(({ pendingReturn }) => pendingReturn !== null)) return 'decide-return'
  const primary = primaryOf(progress)
  if (!primary) return stepWithoutUnit(progress)
  if (primary.step !== 'done') return primary.step as NextStep
  return progress.visited || !progress.visitNeeded ? 'close' : 'visit'
}

/** The unit that keeps the case, and every unit that it was ever assigned to. */
export const concernedUnits = ({ status, intakeUnit, parts }: Progress): readonly string[] =>
  status === 'none' ? [] : [...new Set([intakeUnit, ...parts.map(({ unit }) => unit)])]

const workSteps: readonly PartStep[] = ['sign', 'contact', 'report']

/** Units that have something to do now; the first is the one that is named in lists. */
export function turnsOf(progress: Progress): readonly string[] {
  const step = nextStepOf(progress)
  if (step === 'none') return []
  const working = progress.parts.filter((part) => workSteps.includes(part.step) && part.pendingReturn === null)
  const primary = primaryOf(progress)
  const first = primary && workSteps.includes(step as PartStep) ? primary.unit : progress.intakeUnit
  const reviewing = progress.parts.some(({ step: at }) => at === 'review') ? [progress.intakeUnit] : []
  return [...new Set([first, ...working.map(({ unit }) => unit), ...reviewing])]
}

const running: Readonly<Record<PartStep, readonly Due['clock'][]>> = {
  sign: ['sign', 'firstContact', 'handle'],
  contact: ['firstContact', 'handle'],
  report: ['handle'],
  review: ['review'],
  done: ['visit'],
  returned: [],
  ended: [],
}

const runningIn = ({ step, clocks }: Part): readonly Due[] =>
  clocks.filter(({ clock }) => running[step].includes(clock))

/** Clocks that run now. */
export function runningClocks(progress: Progress): readonly Due[] {
  if (progress.status !== 'open') return []
  const ofUnits = progress.parts.flatMap(runningIn)
  const step = nextStepOf(progress)
  const visited = step === 'visit' ? ofUnits : ofUnits.filter(({ clock }) => clock !== 'visit')
  return primaryOf(progress) || step !== 'dispatch' ? visited : [...progress.clocks, ...visited]
}

const firstOf = (clocks: readonly Due[]): Due | null =>
  clocks.reduce<Due | null>((first, due) => (first && first.dueAt <= due.dueAt ? first : due), null)

/** The clock that runs out first. */
export const nearestClock = (progress: Progress): Due | null => firstOf(runningClocks(progress))

/** What one unit has to be done with first: another's clock may be the case's nearest. */
export const nearestClockOf = (part: Part): Due | null =>
  workSteps.includes(part.step) ? firstOf(runningIn(part)) : null
