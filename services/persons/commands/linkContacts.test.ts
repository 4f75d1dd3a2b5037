import { describe, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import type { PersonEvent } from '../events.ts'
import { persons } from '../person.ts'
import { linkContacts } from './linkContacts.ts'

const named: PersonEvent = { type: 'PersonNamed', data: { kind: 'person', unit: 'hotline' } }
const linked = (contact: string): PersonEvent => ({ type: 'ContactLinkedToPerson', data: { contact } })
const calls = { contacts: ['call-1', 'call-2'] }

describe('link contacts', () => {
  it('says of each that it was this person', () =>
    given(persons, named).when(linkContacts, calls).gives(linked('call-1'), linked('call-2')))

  it('says of none twice', () =>
    given(persons, named, linked('call-1')).when(linkContacts, calls).gives(linked('call-2')))

  it('does nothing where all has been said', () =>
    given(persons, named, linked('call-1'), linked('call-2')).when(linkContacts, calls).doesNothing())
})
