import { Type } from 'typebox'

import { body, choice, code, ref, text } from '../../kernel/fields.ts'
import type { ActiveAssignment } from '../assignment.ts'
import { caseCommand } from '../case.ts'
import { returnReasons } from '../events.ts'
import { assignmentIn, forSomeAssignment, mustBeUnit, mustStandAt, refuse, unitOfAssignment } from '../rules.ts'

function mustBeReturnable(assignment: ActiveAssignment, occurredAt: string): void {
  mustStandAt(assignment, 'sign', 'contact', 'report')
  // A rework has no return window: the unit has already made the matter its own.
  const window = assignment.clocks.find(({ clock }) => clock === 'returnWindow')
  if (window && occurredAt <= window.dueAt) return
  refuse(
    'return-window-over',
    '已超过退单时限，不能退单。请继续办理；确需调整的，请与派单人员联系。',
    'The time for returning it is over. Handle it, or talk to the dispatcher.',
  )
}

export const requestReturn = caseCommand({
  summary: { zh: '申请退单', en: 'Ask to give an assignment back' },
  permission: 'case.request-return',
  body: body({
    assignmentId: ref('派单任务', 'Assignment'),
    reasonCode: choice(returnReasons, '退单原因', 'Reason'),
    evidence: text('退单依据', 'Evidence: which rule, which place'),
    proposedUnit: Type.Optional(code('建议承办单位', 'Unit that should have it')),
  }),
  units: unitOfAssignment,
  possible: (state, { occurredAt }) =>
    forSomeAssignment(state, (assignment) => mustBeReturnable(assignment, occurredAt)),

  decide(asked, state, context) {
    const assignment = assignmentIn(state, asked.assignmentId)
    mustBeReturnable(assignment, context.occurredAt)
    if (asked.proposedUnit !== undefined) mustBeUnit(asked.proposedUnit, 'proposedUnit', context.reference)
    return [{ type: 'ReturnRequested', data: { ...asked, round: assignment.round, request: context.newId('return') } }]
  },
})
