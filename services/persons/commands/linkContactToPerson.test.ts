import { describe, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import type { PersonEvent } from '../events.ts'
import { persons } from '../person.ts'
import { linkContactToPerson } from './linkContactToPerson.ts'

const named: PersonEvent = { type: 'PersonNamed', data: { kind: 'person', unit: 'hotline' } }
const linked: PersonEvent = { type: 'ContactLinkedToPerson', data: { contact: 'call-1' } }
const unlinked: PersonEvent = { type: 'ContactUnlinked', data: { contact: 'call-1', reason: '号码已转让。' } }
const call = { contact: 'call-1' }

describe('link contact to person', () => {
  it('says that it was this person', () => given(persons, named).when(linkContactToPerson, call).gives(linked))

  it('can be said again after it was undone', () =>
    given(persons, named, linked, unlinked).when(linkContactToPerson, call).gives(linked))

  it('does nothing the second time', () => given(persons, named, linked).when(linkContactToPerson, call).doesNothing())
})
