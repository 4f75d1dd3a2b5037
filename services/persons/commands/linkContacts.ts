import { Type } from 'typebox'

import { body, ref } from '../../kernel/fields.ts'
import { personCommand } from '../person.ts'

export const linkContacts = personCommand({
  summary: { zh: '将多次来访来电归入诉求人', en: 'Say that several contacts were this person' },
  permission: 'contact.receive',
  body: body({
    contacts: Type.Array(ref('来访来电记录', 'Contact'), {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      title: '来访来电记录',
      description: 'Contacts',
    }),
  }),

  decide: ({ contacts }, { contacts: linked }) =>
    contacts
      .filter((contact) => !linked.includes(contact))
      .map((contact) => ({ type: 'ContactLinkedToPerson', data: { contact } })),
})
