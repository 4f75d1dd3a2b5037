import { body, ref, text } from '../../kernel/fields.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { personCommand } from '../person.ts'

const notLinked = () =>
  new Refusal('not-linked', {
    zh: '该来访来电未归入此诉求人，无需移出。',
    en: 'This contact is not linked to the person. Nothing needs to be undone.',
  })

export const unlinkContact = personCommand({
  summary: { zh: '将来访来电移出诉求人', en: 'Say that a contact was not this person after all' },
  permission: 'contact.receive',
  body: body({ contact: ref('来访来电记录', 'Contact'), reason: text('移出原因', 'Why') }),

  possible(person) {
    if (person.contacts.length === 0) throw notLinked()
  },

  decide(unlinked, { contacts }) {
    if (!contacts.includes(unlinked.contact)) throw notLinked()
    return [{ type: 'ContactUnlinked', data: unlinked }]
  },
})
