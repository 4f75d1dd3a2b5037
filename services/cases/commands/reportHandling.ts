import { Type } from 'typebox'

import { body, choice, code, flag, lengthOf, ref, text } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import type { ActiveAssignment } from '../assignment.ts'
import { caseCommand } from '../case.ts'
import { claims, solvedClaims } from '../events.ts'
import { assignmentIn, forSomeAssignment, mustStandAt, refuse, startClocks, unitOfAssignment } from '../rules.ts'

function mustBeReportable(assignment: ActiveAssignment): void {
  mustStandAt(assignment, 'contact', 'report')
  if (assignment.step === 'contact' && !assignment.attempted) {
    refuse(
      'not-contacted',
      '尚未联系诉求人。请先登记至少一次联系，再反馈办理结果。',
      'Nobody has tried to reach the citizen. Record at least one attempt, then report.',
    )
  }
}

export const reportHandling = caseCommand({
  summary: { zh: '反馈办理结果', en: 'Report what came of it' },
  permission: 'case.report',
  body: body({
    assignmentId: ref('派单任务', 'Assignment'),
    claimTrue: choice(claims, '诉求是否属实', 'Is what was said true?'),
    withinDuties: flag('是否属于职责范围', 'Is it within the duties of the unit?'),
    solved: choice(solvedClaims, '是否解决', 'Is it solved?'),
    reasonCode: Type.Optional(code('未解决原因', 'Why it is not solved')),
    internalMeasure: text('办理情况（内部）', 'What was done, for colleagues', 20_000),
    publicAnswer: text('公开答复', 'What the citizen is told', 20_000),
  }),
  units: unitOfAssignment,
  possible: (state) => forSomeAssignment(state, mustBeReportable),

  decide(report, state, context) {
    const assignment = assignmentIn(state, report.assignmentId)
    mustBeReportable(assignment)
    if (report.solved === 'no' && report.reasonCode === undefined) {
      const words = { zh: '未解决的，请选择未解决原因。', en: 'It is not solved: say why (reasonCode).' }
      throw badField('reasonCode', words, 'reason-missing')
    }
    const lengths = {
      internalMeasure: lengthOf(report.internalMeasure),
      publicAnswer: lengthOf(report.publicAnswer),
    }
    const clocks = startClocks(state, context, 'review')
    return [{ type: 'HandlingReported', data: { ...report, round: assignment.round, lengths, clocks } }]
  },
})
