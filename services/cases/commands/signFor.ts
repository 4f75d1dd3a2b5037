import { body, ref } from '../../kernel/fields.ts'
import type { ActiveAssignment } from '../assignment.ts'
import { caseCommand } from '../case.ts'
import { assignmentIn, forSomeAssignment, mustStandAt, refuse, unitOfAssignment } from '../rules.ts'

function mustAwaitSignature(assignment: ActiveAssignment): void {
  if (assignment.step !== 'sign') {
    refuse('already-signed', '该任务已签收，无需重复签收，请继续办理。', 'It is signed for already. Go on with it.')
  }
  mustStandAt(assignment, 'sign')
}

export const signFor = caseCommand({
  summary: { zh: '签收', en: 'Sign for an assignment on behalf of the unit' },
  permission: 'case.sign',
  body: body({ assignmentId: ref('派单任务', 'Assignment') }),
  units: unitOfAssignment,
  possible: (state) => forSomeAssignment(state, mustAwaitSignature),

  decide({ assignmentId }, state) {
    const assignment = assignmentIn(state, assignmentId)
    mustAwaitSignature(assignment)
    return [{ type: 'SignedFor', data: { assignmentId, round: assignment.round } }]
  },
})
