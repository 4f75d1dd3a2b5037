import { Type } from 'typebox'

import { body, choice, ref, text } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import { contactCommand } from '../contact.ts'
import { dispositions } from '../events.ts'

export const disposeContact = contactCommand({
  summary: { zh: '登记来访来电的去向', en: 'Record what became of a contact' },
  permission: 'contact.receive',
  body: body({
    disposition: choice(dispositions, '去向', 'What became of it'),
    cases: Type.Optional(
      Type.Array(ref('工单', 'Case'), { maxItems: 20, uniqueItems: true, title: '相关工单', description: 'Cases' }),
    ),
    reason: Type.Optional(text('说明', 'Reason')),
  }),

  decide({ cases = [], ...disposed }, state) {
    const aboutCases = disposed.disposition === 'new-matter' || disposed.disposition === 'existing-case'
    if (aboutCases && cases.length === 0) {
      throw badField('cases', { zh: '请填写相关工单。', en: 'Name the cases that it led to.' }, 'cases-missing')
    }
    const same = disposed.disposition === state.disposition && cases.join() === state.cases.join()
    return same ? [] : [{ type: 'ContactDisposed', data: { ...disposed, cases } }]
  },
})
