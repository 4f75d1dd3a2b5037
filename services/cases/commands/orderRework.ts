import { body, ref, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { assignmentIn, forSomeAssignment, intakeUnitOf, mustStandAt, refuse, startClocks } from '../rules.ts'
import type { Case } from '../state.ts'

function mustHaveGround({ visit }: Case): void {
  if (visit?.solved === 'no' || visit?.satisfied === 'dissatisfied') return
  refuse(
    'no-ground-for-rework',
    '退回重办须以回访结果“未解决”或“不满意”为依据。请先登记回访结果。',
    'A rework needs a return visit that says "not solved" or "dissatisfied". Record the visit first.',
  )
}

export const orderRework = caseCommand({
  summary: { zh: '回访后退回重办', en: 'Order a rework after the return visit' },
  permission: 'case.visit',
  body: body({ assignmentId: ref('派单任务', 'Assignment'), reason: text('重办原因', 'Why') }),
  units: intakeUnitOf,
  possible(state) {
    forSomeAssignment(state, (assignment) => mustStandAt(assignment, 'done'))
    mustHaveGround(state)
  },

  decide({ assignmentId, reason }, state, context) {
    const assignment = assignmentIn(state, assignmentId)
    mustStandAt(assignment, 'done')
    mustHaveGround(state)
    const calls = state.reachable && assignment.kind === 'primary'
    const clocks = startClocks(state, context, 'sign', ...(calls ? (['firstContact'] as const) : []), 'handle')
    return [{ type: 'ReworkOrdered', data: { assignmentId, round: assignment.round + 1, reason, clocks } }]
  },
})
