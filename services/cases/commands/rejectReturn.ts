import { body, ref, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { mustAwaitDecision, undecidedReturn } from '../returns.ts'
import { forSomeAssignment, intakeUnitOf } from '../rules.ts'

export const rejectReturn = caseCommand({
  summary: { zh: '不同意退单', en: 'Refuse a return: the unit goes on' },
  permission: 'case.decide-return',
  body: body({ assignmentId: ref('派单任务', 'Assignment'), reason: text('不同意的理由', 'Why not') }),
  units: intakeUnitOf,
  possible: (state, context) => forSomeAssignment(state, (assignment) => mustAwaitDecision(assignment, context)),

  decide(decision, state, context) {
    const { round, request } = undecidedReturn(state, decision.assignmentId, context)
    return [{ type: 'ReturnRejected', data: { ...decision, round, request } }]
  },
})
