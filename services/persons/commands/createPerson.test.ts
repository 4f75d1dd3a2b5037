import { describe, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import { persons } from '../person.ts'
import { createPerson } from './createPerson.ts'

describe('create person', () => {
  it('begins a record', () => {
    const named = { kind: 'person', name: '王小明', unit: 'hotline' } as const
    return given(persons).when(createPerson, named).gives({ type: 'PersonNamed', data: named })
  })

  it('needs no name', () => {
    const unnamed = { kind: 'enterprise', unit: 'hotline' } as const
    return given(persons).when(createPerson, unnamed).gives({ type: 'PersonNamed', data: unnamed })
  })
})
