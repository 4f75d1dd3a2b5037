import { Type } from 'typebox'

import { body, choice, ref } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { callbackChannels, contactOutcomes } from '../events.ts'
import { intakeUnitOf } from '../rules.ts'
import { mustAwaitVisit } from '../visits.ts'

export const recordCallbackAttempt = caseCommand({
  summary: { zh: '登记回访尝试', en: 'Record that a return visit was tried' },
  permission: 'case.visit',
  body: body({
    channel: choice(callbackChannels, '回访方式', 'Channel'),
    contact: Type.Optional(ref('回访通话记录', 'Contact in which it was tried')),
    outcome: choice(contactOutcomes, '结果', 'Outcome'),
  }),
  units: intakeUnitOf,
  possible: mustAwaitVisit,

  decide(attempt, state, context) {
    mustAwaitVisit(state, context)
    return [{ type: 'CallbackAttempted', data: attempt }]
  },
})
