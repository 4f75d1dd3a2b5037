import { Type } from 'typebox'

import { body, choice, text } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import { caseCommand } from '../case.ts'
import { correctable } from '../events.ts'
import { intakeUnitOf, mustBeOpen } from '../rules.ts'

const longest = (field: (typeof correctable)[number]) => (field === 'title' ? 200 : field === 'story' ? 20_000 : 2000)

export const correctCase = caseCommand({
  summary: { zh: '更正内容', en: 'Correct what was written down' },
  permission: 'case.correct',
  body: body({
    field: choice(correctable, '更正项', 'Which text'),
    from: Type.Optional(text('原内容', 'What stood there', 20_000)),
    to: text('更正为', 'What it should say', 20_000),
    reason: text('更正原因', 'Why'),
  }),
  units: intakeUnitOf,
  possible: mustBeOpen,

  decide(correction, state) {
    mustBeOpen(state)
    const { field, from, to } = correction
    if (Array.from(to).length > longest(field)) {
      const words = { zh: `不能超过 ${longest(field)} 个字。`, en: `At most ${longest(field)} characters.` }
      throw badField('to', words, 'too-long')
    }
    if (from === to) return []
    const previous = state.said[field]
    return [{ type: 'CaseCorrected', data: previous === undefined ? correction : { ...correction, previous } }]
  },
})
