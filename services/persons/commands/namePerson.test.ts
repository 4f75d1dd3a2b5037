import { describe, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import type { PersonEvent } from '../events.ts'
import { persons } from '../person.ts'
import { namePerson } from './namePerson.ts'

describe('name person', () => {
  it('says the name anew, and leaves kind and desk as they were', () => {
    const begun: PersonEvent = { type: 'PersonNamed', data: { kind: 'enterprise', unit: 'hotline' } }
    return given(persons, begun)
      .when(namePerson, { name: '岚泽食品厂' })
      .gives({ type: 'PersonNamed', data: { kind: 'enterprise', name: '岚泽食品厂', unit: 'hotline' } })
  })
})
