import { describe, expect, it } from 'vitest'

import { aContext, folded } from '../../test/support/given.ts'
import { actionsOnPerson } from './actions.ts'
import type { PersonEvent } from './events.ts'
import { persons } from './person.ts'

const named: PersonEvent = { type: 'PersonNamed', data: { kind: 'person', unit: 'hotline' } }
const linked: PersonEvent = { type: 'ContactLinkedToPerson', data: { contact: 'call-1' } }
const possible = (...history: PersonEvent[]) =>
  actionsOnPerson(folded(persons, history), aContext()).flatMap(({ command, refusal }) => (refusal ? [] : [command]))

describe('actions on a person', () => {
  it('take nothing back where nothing is linked', () => {
    expect(possible(named)).toEqual(['namePerson', 'linkContactToPerson', 'linkContacts'])
    expect(possible(named, linked)).toContain('unlinkContact')
  })
})
