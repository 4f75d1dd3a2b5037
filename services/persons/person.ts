import type { Aggregate } from '../kernel/aggregate.ts'
import { commandsOn } from '../kernel/command.ts'
import { personEvents, type PersonEvent } from './events.ts'

export type Person = {
  readonly kind: Extract<PersonEvent, { type: 'PersonNamed' }>['data']['kind']
  readonly unit: string | null
  readonly contacts: readonly string[]
}

export const persons: Aggregate<Person, PersonEvent> = {
  category: 'person',
  catalogue: personEvents,
  initial: { kind: 'person', unit: null, contacts: [] },
  evolve: {
    PersonNamed: (person, { kind, unit }) => ({ ...person, kind, unit }),
    ContactLinkedToPerson: (person, { contact }) => ({ ...person, contacts: [...person.contacts, contact] }),
    ContactUnlinked: (person, { contact }) => ({
      ...person,
      contacts: person.contacts.filter((linked) => linked !== contact),
    }),
  },
  units: ({ unit }) => (unit === null ? [] : [unit]),
}

export const personCommand = commandsOn<Person, PersonEvent>()
