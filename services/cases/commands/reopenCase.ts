import { body, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { intakeUnitOf, refuse, startClocks } from '../rules.ts'
import type { Case } from '../state.ts'

function mustBeClosed({ status }: Case): void {
  if (status !== 'closed') refuse('case-open', '工单尚未办结，无需重启。', 'The case is open. Go on with it.')
}

export const reopenCase = caseCommand({
  summary: { zh: '重启工单', en: 'Reopen a closed case' },
  permission: 'case.reopen',
  body: body({ reason: text('重启原因', 'Why') }),
  units: intakeUnitOf,
  possible: mustBeClosed,

  decide({ reason }, state, context) {
    mustBeClosed(state)
    const clocks = startClocks(state, context, 'dispatch')
    return [{ type: 'Reopened', data: { reason, round: state.round + 1, clocks } }]
  },
})
