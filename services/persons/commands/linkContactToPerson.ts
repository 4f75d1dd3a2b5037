import { body, ref } from '../../kernel/fields.ts'
import { personCommand } from '../person.ts'

export const linkContactToPerson = personCommand({
  summary: { zh: '将来访来电归入诉求人', en: 'Say that a contact was this person' },
  permission: 'contact.receive',
  body: body({ contact: ref('来访来电记录', 'Contact') }),

  decide: (link, { contacts }) =>
    contacts.includes(link.contact) ? [] : [{ type: 'ContactLinkedToPerson', data: link }],
})
