import type { Aggregate } from '../kernel/aggregate.ts'
import { commandsOn } from '../kernel/command.ts'
import { contactEvents, type ContactEvent, type Disposition } from './events.ts'

export type Contact = {
  /** The desk that took it. */
  readonly unit: string | null
  readonly disposition: Disposition | null
  readonly cases: readonly string[]
}

export const contacts: Aggregate<Contact, ContactEvent> = {
  category: 'contact',
  catalogue: contactEvents,
  initial: { unit: null, disposition: null, cases: [] },
  evolve: {
    ContactReceived: (contact, { unit }) => ({ ...contact, unit }),
    ContactDisposed: (contact, { disposition, cases }) => ({ ...contact, disposition, cases }),
  },
  units: ({ unit }) => (unit === null ? [] : [unit]),
}

export const contactCommand = commandsOn<Contact, ContactEvent>()
