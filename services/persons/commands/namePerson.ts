import { body, text } from '../../kernel/fields.ts'
import { personCommand } from '../person.ts'

export const namePerson = personCommand({
  summary: { zh: '填写或更正诉求人姓名', en: 'Give or correct the name of a person' },
  permission: 'contact.receive',
  body: body({ name: text('姓名或名称', 'Name', 200) }),

  decide: ({ name }, { kind, unit }) => [{ type: 'PersonNamed', data: { kind, name, unit: unit ?? '' } }],
})
