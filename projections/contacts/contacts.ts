import { contactEvents, type ContactEvent } from '../../services/contacts/events.ts'
import type { Fold } from '../../services/kernel/event.ts'
import { keep, type Kept } from '../cases/kept.ts'
import { projection } from '../kernel/projection.ts'
import { TokenIndex, tokenSchema, type Indexed } from './tokenIndex.ts'

/** Who turned to us, when and how. Who it is stays sealed; lists show it masked. */
export type ContactRow = {
  readonly unit: string
  readonly channel: string
  readonly line: string | null
  readonly sourceSystem: string | null
  readonly language: string
  readonly receivedAt: string
  readonly agent: string | null
  readonly callerKind: string
  readonly callerName: Kept | null
  readonly callerNumber: Kept | null
  readonly callerAddress: Kept | null
  readonly disposition: string | null
  readonly cases: readonly string[]
  readonly reason: Kept | null
}

const nobody: ContactRow = {
  unit: '',
  channel: '',
  line: null,
  sourceSystem: null,
  language: 'und',
  receivedAt: '',
  agent: null,
  callerKind: 'unstated',
  callerName: null,
  callerNumber: null,
  callerAddress: null,
  disposition: null,
  cases: [],
  reason: null,
}

const evolve: Fold<ContactRow, ContactEvent> = {
  ContactReceived: (row, data, envelope) => ({
    ...row,
    unit: data.unit,
    channel: data.channel,
    line: data.line ?? null,
    sourceSystem: data.sourceSystem ?? null,
    language: data.language,
    receivedAt: data.receivedAt,
    agent: data.agent ?? null,
    callerKind: data.callerKind,
    callerName: keep(data.callerName, envelope, 'callerName'),
    callerNumber: keep(data.callerNumber, envelope, 'callerNumber'),
    callerAddress: keep(data.callerAddress, envelope, 'callerAddress'),
  }),
  ContactDisposed: (row, { disposition, cases, reason }, envelope) => ({
    ...row,
    disposition,
    cases,
    reason: keep(reason, envelope, 'reason'),
  }),
}

const stream = (id: string) => `contact-${id}`

const values = ({ callerNumber, callerName }: ContactRow): Indexed[] => [
  ...(callerNumber ? [{ kind: 'number', kept: callerNumber } as const] : []),
  ...(callerName ? [{ kind: 'name', kept: callerName } as const] : []),
]

/** Every contact, found by the number or name of who turned to us. */
export const contacts = projection<ContactRow, ContactEvent>({
  name: 'contacts',
  version: 2,
  category: 'contact',
  catalogue: contactEvents,
  initial: nobody,
  evolve,
  concerns: ({ unit }) => ({ units: unit === '' ? [] : [unit], protected: false }),
  schema: tokenSchema,
  indexes: [],
  digested: [],
  // No page follows it, and its row cannot say that its case is a protected one: nobody is told of an id.
  announced: false,
  tables: (database, vault) =>
    new TokenIndex<ContactRow>(database, vault, { stream, values, at: ({ receivedAt }) => receivedAt }),
})
