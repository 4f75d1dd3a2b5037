import { describe, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import type { PersonEvent } from '../events.ts'
import { persons } from '../person.ts'
import { unlinkContact } from './unlinkContact.ts'

const named: PersonEvent = { type: 'PersonNamed', data: { kind: 'person', unit: 'hotline' } }
const linked: PersonEvent = { type: 'ContactLinkedToPerson', data: { contact: 'call-1' } }
const why = { contact: 'call-1', reason: '号码已转让。' }

describe('unlink contact', () => {
  it('says that it was not this person after all', () =>
    given(persons, named, linked).when(unlinkContact, why).gives({ type: 'ContactUnlinked', data: why }))

  it('is refused where it is not linked', () => given(persons, named).when(unlinkContact, why).refuses('not-linked'))
})
