import { body, ref } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { assignmentIn, forSomeAssignment, intakeUnitOf, mustNotBeOwnWork, mustStandAt, startClocks } from '../rules.ts'

export const acceptReport = caseCommand({
  summary: { zh: '审核通过', en: 'Accept what a unit reported' },
  permission: 'case.review',
  body: body({ assignmentId: ref('派单任务', 'Assignment') }),
  units: intakeUnitOf,
  possible(state, context) {
    forSomeAssignment(state, (assignment) => mustStandAt(assignment, 'review'))
    mustNotBeOwnWork(state, context)
  },

  decide({ assignmentId }, state, context) {
    const assignment = assignmentIn(state, assignmentId)
    mustStandAt(assignment, 'review')
    mustNotBeOwnWork(state, context)
    const visited = assignment.kind === 'primary' && !state.noVisit
    const clocks = visited ? startClocks(state, context, 'visit') : []
    return [{ type: 'ReportAccepted', data: { assignmentId, round: assignment.round, clocks } }]
  },
})
