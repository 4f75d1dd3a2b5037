import type { Context } from '../kernel/command.ts'
import type { Assignment } from './assignment.ts'
import { assignmentIn, refuse } from './rules.ts'
import type { Case } from './state.ts'

type Pending = NonNullable<Assignment['pendingReturn']>

function pendingOf({ pendingReturn }: Assignment, { actor }: Context): Pending {
  if (!pendingReturn) {
    refuse('no-return-requested', '该任务没有待审核的退单申请。', 'No return of it waits for a decision.')
  }
  if (pendingReturn.by === actor.id) {
    refuse(
      'own-work',
      '退单申请由您提出，请交由其他人员审核。',
      'You asked for this return. Somebody else decides on it.',
    )
  }
  return pendingReturn
}

export const mustAwaitDecision = (assignment: Assignment, context: Context): void => void pendingOf(assignment, context)

/** The return that a decision names; whoever asked for it does not decide on it. */
export function undecidedReturn(state: Case, assignmentId: string, context: Context) {
  const assignment = assignmentIn(state, assignmentId)
  const { request } = pendingOf(assignment, context)
  return { kind: assignment.kind, round: assignment.round, request }
}
