import { Type } from 'typebox'

import { body, choice, flag, text } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import { caseCommand } from '../case.ts'
import { invalidVisitReasons, satisfactions, visitAnswers } from '../events.ts'
import { intakeUnitOf } from '../rules.ts'
import { mustAwaitVisit } from '../visits.ts'

const version = (zh: string, en: string) => Type.Integer({ minimum: 1, maximum: 10_000, title: zh, description: en })
const presentScale = 1

export const recordCallback = caseCommand({
  summary: { zh: '登记回访结果', en: 'Record what the citizen said in the return visit' },
  permission: 'case.visit',
  body: body({
    valid: flag('是否有效回访', 'Valid visit'),
    whyNot: Type.Optional(choice(invalidVisitReasons, '无效原因', 'Why it is not valid')),
    contacted: Type.Optional(choice(visitAnswers, '承办单位是否联系', 'Did the unit contact you?')),
    solved: Type.Optional(choice(visitAnswers, '诉求是否解决', 'Is it solved?')),
    satisfied: Type.Optional(choice(satisfactions, '是否满意', 'Are you satisfied?')),
    scaleVersion: Type.Optional(version('评价标准版本', 'Version of the scale')),
    questionVersion: Type.Optional(version('问卷版本', 'Version of the questions')),
    remark: Type.Optional(text('诉求人意见', 'What else was said')),
  }),
  units: intakeUnitOf,
  possible: mustAwaitVisit,

  decide(visit, state, context) {
    mustAwaitVisit(state, context)
    if (visit.valid === (visit.whyNot !== undefined)) {
      const zh = visit.valid ? '有效回访不填写无效原因。' : '无效回访请选择无效原因。'
      const en = visit.valid ? 'A valid visit has no reason against it.' : 'Say why the visit is not valid.'
      throw badField('whyNot', { zh, en })
    }
    const unsaid = visit.valid ? 'not-asked' : 'no-answer'
    const answers = { contacted: unsaid, solved: unsaid, satisfied: unsaid, scaleVersion: presentScale } as const
    return [{ type: 'CallbackRecorded', data: { ...answers, ...visit } }]
  },
})
