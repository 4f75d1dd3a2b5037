import { Type } from 'typebox'

import { body, choice, instant, label, ref, utc } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import type { ActiveAssignment } from '../assignment.ts'
import { caseCommand } from '../case.ts'
import { contactOutcomes, contactWays } from '../events.ts'
import { assignmentIn, forSomeAssignment, mustStandAt, unitOfAssignment } from '../rules.ts'

const mustBeInHand = (assignment: ActiveAssignment) => mustStandAt(assignment, 'contact', 'report')

function mustLieBetween(at: string, dispatchedAt: string, now: string): void {
  if (at > now) {
    throw badField('at', { zh: '联系时间不能晚于现在，请更正。', en: 'The contact cannot lie in the future.' })
  }
  if (at < dispatchedAt) {
    const words = { zh: '联系时间不能早于派单时间，请更正。', en: 'The contact cannot be older than the dispatch.' }
    throw badField('at', words)
  }
}

export const recordContactAttempt = caseCommand({
  summary: { zh: '登记联系诉求人', en: 'Record that the unit tried to reach the citizen' },
  permission: 'case.contact',
  body: body({
    assignmentId: ref('派单任务', 'Assignment'),
    at: Type.Optional(instant('联系时间', 'When, if not now')),
    way: choice(contactWays, '联系方式', 'Way of contact'),
    outcome: choice(contactOutcomes, '联系结果', 'Outcome'),
    callReference: Type.Optional(label('通话编号', 'Reference of the call')),
  }),
  units: unitOfAssignment,
  possible: (state) => forSomeAssignment(state, mustBeInHand),

  decide({ at: said, ...attempt }, state, { now, occurredAt }) {
    const assignment = assignmentIn(state, attempt.assignmentId)
    mustBeInHand(assignment)
    const at = said === undefined ? occurredAt : utc(said)
    mustLieBetween(at, assignment.dispatchedAt, now)
    return [{ type: 'ContactAttempted', data: { ...attempt, round: assignment.round, at } }]
  },
})
