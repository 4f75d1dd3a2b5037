import type { Static } from 'typebox'
import { describe, it } from 'vitest'

import { aCall } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { contacts } from '../contact.ts'
import type { ContactEvent } from '../events.ts'
import { disposeContact } from './disposeContact.ts'

const newMatter: Static<typeof disposeContact.body> = { disposition: 'new-matter', cases: ['case-1'] }
const disposed: ContactEvent = { type: 'ContactDisposed', data: { disposition: 'new-matter', cases: ['case-1'] } }

describe('dispose contact', () => {
  it('names the cases that it led to', () => given(contacts, aCall).when(disposeContact, newMatter).gives(disposed))

  it('may bring a further matter later', () =>
    given(contacts, aCall, disposed)
      .when(disposeContact, { ...newMatter, cases: ['case-1', 'case-2'] })
      .gives({ type: 'ContactDisposed', data: { disposition: 'new-matter', cases: ['case-1', 'case-2'] } }))

  it('says so when nothing follows', () =>
    given(contacts, aCall)
      .when(disposeContact, { disposition: 'none', reason: '无声电话。' })
      .gives({ type: 'ContactDisposed', data: { disposition: 'none', reason: '无声电话。', cases: [] } }))

  it('does nothing the second time', () =>
    given(contacts, aCall, disposed).when(disposeContact, newMatter).doesNothing())

  it('is refused where the cases are missing', () =>
    given(contacts, aCall).when(disposeContact, { disposition: 'existing-case' }).refuses('cases-missing', 'cases'))
})
