import type { CaseFacts, CaseView, Flags } from '../../api/types.ts'

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

export function urgencyOf({ urgency }: CaseFacts): string {
  return typeof urgency === 'string' ? urgency : (urgency?.value ?? 'normal')
}

/** The flags as the work list has them; a server that does not send them leaves what the case itself says. */
export function flagsOf({ case: facts, assignments }: CaseView): Flags {
  const given = record(facts['flags'])
  return {
    urgent: given['urgent'] === true || urgencyOf(facts) !== 'normal',
    repeat: given['repeat'] === true,
    urged: given['urged'] === true || facts['urged'] === true,
    rework: given['rework'] === true || assignments.some(({ round }) => (round ?? 1) > 1),
  }
}

export function turnOf({ case: facts }: CaseView): string | undefined {
  const name = record(facts['whoseTurn'])['name']
  return typeof name === 'string' ? name : undefined
}

/** The clock that runs out first; those that were met no longer run. */
export const nearestClock = ({ clocks }: CaseView) =>
  clocks
    .filter(({ stoppedAt, clock }) => !stoppedAt && clock !== 'returnWindow')
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0]
