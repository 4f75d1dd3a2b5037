import { body, ref, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { assignmentIn, forSomeAssignment, intakeUnitOf, mustNotBeOwnWork, mustStandAt, startClocks } from '../rules.ts'

export const rejectReport = caseCommand({
  summary: { zh: '审核退回重办', en: 'Reject a report: the unit handles it again' },
  permission: 'case.review',
  body: body({ assignmentId: ref('派单任务', 'Assignment'), reason: text('退回原因', 'Why') }),
  units: intakeUnitOf,
  possible(state, context) {
    forSomeAssignment(state, (assignment) => mustStandAt(assignment, 'review'))
    mustNotBeOwnWork(state, context)
  },

  decide({ assignmentId, reason }, state, context) {
    const assignment = assignmentIn(state, assignmentId)
    mustStandAt(assignment, 'review')
    mustNotBeOwnWork(state, context)
    const clocks = startClocks(state, context, 'handle')
    return [{ type: 'ReportRejected', data: { assignmentId, round: assignment.round + 1, reason, clocks } }]
  },
})
