import { Type } from 'typebox'

import { body, choice, ref, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'
import { linkKinds } from '../events.ts'

export const linkContact = caseCommand({
  summary: { zh: '关联来访来电', en: 'Join a later contact to the case; also to a closed one' },
  permission: 'case.link',
  body: body({
    contact: ref('来访来电记录', 'Contact'),
    as: choice(
      linkKinds,
      '关联类型（进度查询、补充、催办、撤回）',
      'Progress question, supplement, urge or withdrawal',
    ),
    text: Type.Optional(text('内容', 'What was said')),
  }),

  decide(link, { contacts }) {
    const known = contacts.some(({ contact, as }) => contact === link.contact && as === link.as)
    return known ? [] : [{ type: 'ContactLinked', data: link }]
  },
})
