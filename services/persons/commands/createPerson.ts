import { Type } from 'typebox'

import { body, choice, code, text } from '../../kernel/fields.ts'
import { personKinds } from '../events.ts'
import { personCommand } from '../person.ts'

export const createPerson = personCommand({
  summary: { zh: '新建诉求人', en: 'Begin a record of somebody who turns to us repeatedly' },
  permission: 'contact.receive',
  creates: true,
  body: body({
    kind: choice(personKinds, '个人或企业', 'Person or enterprise'),
    name: Type.Optional(text('姓名或名称', 'Name', 200)),
    unit: code('受理单位', 'Desk that keeps the record'),
  }),
  units: ({ unit }) => [unit],

  decide: (named) => [{ type: 'PersonNamed', data: named }],
})
