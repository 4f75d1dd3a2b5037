import { body, ref, text } from '../../kernel/fields.ts'
import type { ActiveAssignment } from '../assignment.ts'
import { caseCommand } from '../case.ts'
import { assignmentIn, forSomeAssignment, mustStandAt, unitOfAssignment } from '../rules.ts'

const mustBeInHand = (assignment: ActiveAssignment) => mustStandAt(assignment, 'contact', 'report')

export const noteHandling = caseCommand({
  summary: { zh: '登记办理过程', en: 'Note what the unit is doing about it' },
  permission: 'case.report',
  body: body({ assignmentId: ref('派单任务', 'Assignment'), text: text('办理情况', 'What was done') }),
  units: unitOfAssignment,
  possible: (state) => forSomeAssignment(state, mustBeInHand),

  decide({ assignmentId, text: written }, state) {
    mustBeInHand(assignmentIn(state, assignmentId))
    return [{ type: 'HandlingNoted', data: { assignmentId, text: written } }]
  },
})
