import type { Context } from '../kernel/command.ts'
import { hasFeedback, mustBeOpen, mustNotBeOwnWork, refuse } from './rules.ts'
import type { Case } from './state.ts'

/** A return visit asks how it went: there must be something to ask about, and it is asked once with success. */
export function mustAwaitVisit(state: Case, context: Context): void {
  mustBeOpen(state)
  if (!hasFeedback(state)) {
    refuse(
      'no-feedback',
      '办理结果尚未审核通过，还不能回访。请先审核反馈。',
      'No report is accepted yet. Review the report first, then visit.',
    )
  }
  if (state.visit?.valid) {
    refuse('visit-recorded', '本轮办理已有有效回访，无需重复回访。', 'A valid return visit is recorded already.')
  }
  mustNotBeOwnWork(state, context)
}
