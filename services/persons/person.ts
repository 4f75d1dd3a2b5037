import type { Aggregate } from '../kernel/aggregate.ts'
import { commandsOn } from '../kernel/command.ts'
import { personEvents, type PersonEvent } from './events.ts'

export type Person = {
  readonly unit: string | null
  readonly contacts: readonly string[]
}

export const persons: Aggregate<Person, PersonEvent> = {
  category: 'person',
  catalogue: personEvents,
  initial: { unit: null, contacts: [] },
  evolve: {
    PersonNamed: (person, { unit }) => ({ ...person, unit }),
    ContactLinkedToPerson: (person, { contact }) => ({ ...person, contacts: [...person.contacts, contact] }),
    ContactUnlinked: (person, { contact }) => ({
      ...person,
      contacts: person.contacts.filter((linked) => linked !== contact),
    }),
  },
  units: ({ unit }) => (unit === null ? [] : [unit]),
}

export const personCommand = commandsOn<Person, PersonEvent>()
