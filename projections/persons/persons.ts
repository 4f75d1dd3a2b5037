import type { Fold } from '../../services/kernel/event.ts'
import { personEvents, type PersonEvent } from '../../services/persons/events.ts'
import { keep, type Kept } from '../cases/kept.ts'
import { TokenIndex, tokenSchema, type Indexed } from '../contacts/tokenIndex.ts'
import { projection, type Change } from '../kernel/projection.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'

export type Link = { readonly contact: string; readonly at: string; readonly by: string }

/** Somebody who turns to us repeatedly: a name, and the contacts that are said to be this person. */
export type PersonRow = {
  readonly kind: string
  readonly name: Kept | null
  readonly unit: string
  readonly createdAt: string
  readonly links: readonly Link[]
}

const nobody: PersonRow = { kind: 'person', name: null, unit: '', createdAt: '', links: [] }

const without = (links: readonly Link[], contact: string) => links.filter((link) => link.contact !== contact)

const evolve: Fold<PersonRow, PersonEvent> = {
  PersonNamed: (row, { kind, name, unit }, envelope) => ({
    ...row,
    kind,
    unit,
    name: keep(name, envelope, 'name'),
    createdAt: row.createdAt || envelope.metadata.occurredAt,
  }),
  ContactLinkedToPerson: (row, { contact }, { metadata }) => ({
    ...row,
    links: [...without(row.links, contact), { contact, at: metadata.occurredAt, by: metadata.actor.id }],
  }),
  ContactUnlinked: (row, { contact }) => ({ ...row, links: without(row.links, contact) }),
}

const values = ({ name }: PersonRow): Indexed[] => (name ? [{ kind: 'name', kept: name }] : [])

const said = (events: Change<PersonRow>['events']) =>
  events
    .filter(({ event }) => event.type === 'ContactLinkedToPerson')
    .map(({ event, data }) => ({ contact: (data as { contact: string }).contact, position: event.position }))

/** Which contacts are whose; of two who are said to be the same caller the later saying holds, until it is taken back. */
class Links {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  save({ n, before, after, events }: Change<PersonRow>): void {
    if (before?.links === after.links) return
    const standing = new Set(after.links.map(({ contact }) => contact))
    const gone = (before?.links ?? []).filter(({ contact }) => !standing.has(contact))
    for (const { contact } of gone) this.#drop(contact, n)
    for (const { contact, position } of said(events)) if (standing.has(contact)) this.#insert(contact, n, position)
  }

  #drop(contact: string, n: number): void {
    prepared(this.#database, 'DELETE FROM links WHERE contact = ? AND n = ?').run(contact, n)
  }

  #insert(contact: string, n: number, position: bigint): void {
    prepared(this.#database, 'INSERT OR REPLACE INTO links VALUES (?, ?, ?)').run(contact, n, position)
  }
}

/** Who is behind several contacts, found by name or through a contact. */
export const persons = projection<PersonRow, PersonEvent>({
  name: 'persons',
  version: 1,
  category: 'person',
  catalogue: personEvents,
  initial: nobody,
  evolve,
  concerns: ({ unit }) => ({ units: unit === '' ? [] : [unit], protected: false }),
  schema: [
    ...tokenSchema,
    // the position orders sayings of different persons' streams
    `CREATE TABLE links (
      contact TEXT NOT NULL, n INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (contact, n)
    ) WITHOUT ROWID`,
  ],
  indexes: [],
  digested: ['SELECT contact, n FROM links ORDER BY contact, n'],
  // No page follows it, and its row cannot say that its case is a protected one: nobody is told of an id.
  announced: false,
  tables: (database, vault) => {
    const stream = (id: string) => `person-${id}`
    const names = new TokenIndex<PersonRow>(database, vault, { stream, values, at: ({ createdAt }) => createdAt })
    const links = new Links(database)
    return {
      prepare: (changes) => names.prepare(changes),
      save: (change) => {
        names.save(change)
        links.save(change)
      },
      erase: (keys) => names.erase(keys),
    }
  },
})
