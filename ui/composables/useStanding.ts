import type { Assignment, Step, WorkRow } from '../api/types.ts'
import { useReference } from './useReference.ts'
import { useSession } from './useSession.ts'

/** What a row asks for, of whom and until when, as it is read by whoever looks at it. */
export type Standing = Pick<WorkRow, 'whoseTurn' | 'dueAt' | 'dueClock'> & {
  readonly step: string
  /** The reader's own part, where the case as a whole waits for somebody else. */
  readonly own?: Assignment
}

type Row = Pick<WorkRow, 'nextStep' | 'whoseTurn' | 'dueAt' | 'dueClock' | 'assignments'>

const isToDo = ({ step, returnRequested }: Assignment): boolean =>
  ['sign', 'contact', 'report'].includes(step) && returnRequested !== true

const timeOf = ({ dueAt = null, dueClock = null }: Assignment) => ({ dueAt, dueClock })

/**
 * What the reader's unit has to do itself, where others have to do something too: an assisting unit signs and reports
 * while the case is at another step, and a unit's own time is not that of those who work beside it.
 */
export function standingFor(row: Row, isMine: (unit: string) => boolean): Standing {
  const { nextStep: step, whoseTurn, dueAt, dueClock } = row
  const toDo = row.assignments.filter(isToDo)
  const mine = toDo.find(({ unit }) => isMine(unit))
  const isOthers = whoseTurn !== null && !isMine(whoseTurn.unit)
  if (!mine || !(isOthers || toDo.some(({ unit }) => !isMine(unit)))) return { step, whoseTurn, dueAt, dueClock }
  const time = timeOf(mine)
  if (!isOthers) return { step, whoseTurn, ...time }
  return { step: mine.step, whoseTurn: { unit: mine.unit, name: mine.unitName ?? mine.unit }, ...time, own: mine }
}

const usualClocks: Readonly<Partial<Record<Step, string>>> = {
  dispatch: 'dispatch',
  sign: 'sign',
  contact: 'firstContact',
  report: 'handle',
  review: 'review',
  visit: 'visit',
}

/** The limit that runs out first, where it is not the one that the step itself is about. */
export const otherClock = ({ step, dueClock }: Pick<Standing, 'step' | 'dueClock'>): string | undefined =>
  dueClock !== null && dueClock !== usualClocks[step as Step] ? dueClock : undefined

export function useStanding() {
  const { account } = useSession()
  const { units } = useReference()
  const isMine = (code: string): boolean => {
    const path = units.value.find((unit) => unit.code === code)?.path ?? [code]
    return account.value?.units.some((unit) => path.includes(unit)) ?? false
  }
  return { standingOf: (row: Row) => standingFor(row, isMine) }
}
