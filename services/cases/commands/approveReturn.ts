import { Type } from 'typebox'

import { body, ref, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { mustAwaitDecision, undecidedReturn } from '../returns.ts'
import { forSomeAssignment, intakeUnitOf, startClocks } from '../rules.ts'

export const approveReturn = caseCommand({
  summary: { zh: '同意退单', en: 'Let a unit give its assignment back' },
  permission: 'case.decide-return',
  body: body({ assignmentId: ref('派单任务', 'Assignment'), reason: Type.Optional(text('审核意见', 'Remark')) }),
  units: intakeUnitOf,
  possible: (state, context) => forSomeAssignment(state, (assignment) => mustAwaitDecision(assignment, context)),

  decide(decision, state, context) {
    const { kind, round, request } = undecidedReturn(state, decision.assignmentId, context)
    const clocks = kind === 'primary' ? startClocks(state, context, 'dispatch') : []
    return [{ type: 'ReturnApproved', data: { ...decision, round, request, clocks } }]
  },
})
