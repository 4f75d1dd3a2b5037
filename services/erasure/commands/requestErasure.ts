import { Type } from 'typebox'

import { body, choice, label } from '../../kernel/fields.ts'
import { erasureCommand } from '../erasure.ts'
import { legalBases } from '../events.ts'

const subject = Type.String({ pattern: '^(contact|case|person)-[A-Za-z0-9][A-Za-z0-9-]{0,63}$' })

export const requestErasure = erasureCommand({
  summary: { zh: '申请删除个人信息', en: 'Ask that somebody’s personal data be erased' },
  permission: 'erasure.order',
  creates: true,
  body: body({
    subjects: Type.Array(subject, {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      title: '涉及的工单、联系或人员',
      description: 'Cases, contacts and persons',
    }),
    legalBasis: choice(legalBases, '法律依据', 'Legal basis'),
    reference: Type.Optional(label('文书编号', 'Number of the letter or judgment', 100)),
  }),

  decide: (asked) => [{ type: 'ErasureRequested', data: asked }],
})
