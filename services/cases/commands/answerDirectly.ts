import { Type } from 'typebox'

import { body, flag, label, lengthOf, part, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { intakeUnitOf, mustBeOpen, refuse } from '../rules.ts'
import { activeOf, type Case } from '../state.ts'

function mustBeUnanswered(state: Case): void {
  mustBeOpen(state)
  if (state.answered) refuse('already-answered', '该工单已直接答复，请办结。', 'It is answered already. Close it.')
  if (activeOf(state).length > 0) {
    refuse(
      'already-dispatched',
      '工单已派给承办单位，由承办单位反馈；退单获批后方可直接答复。',
      'A unit has the case and will report. It can be answered here once the unit has given it back.',
    )
  }
}

export const answerDirectly = caseCommand({
  summary: { zh: '直接答复', en: 'Answer on the spot' },
  permission: 'case.answer',
  body: body({
    answer: text('答复内容', 'Answer', 20_000),
    source: Type.Optional(
      part(
        { entry: label('知识条目', 'Knowledge entry'), version: label('条目版本', 'Version of the entry') },
        '答复依据',
        'Where the answer comes from',
      ),
    ),
    close: Type.Optional(flag('同时办结', 'Close it with the answer')),
  }),
  units: intakeUnitOf,
  possible: mustBeUnanswered,

  decide({ close, ...given }, state) {
    mustBeUnanswered(state)
    const answered: CaseEvent = { type: 'AnsweredDirectly', data: { ...given, length: lengthOf(given.answer) } }
    const closed: CaseEvent = {
      type: 'Closed',
      data: { closureKind: 'answered', visitExemption: { code: 'answered' } },
    }
    return close ? [answered, closed] : [answered]
  },
})
