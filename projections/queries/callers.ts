import type { ContactRow } from '../contacts/contacts.ts'
import { foundBy } from '../contacts/tokenIndex.ts'
import { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import type { PersonRow } from '../persons/persons.ts'
import type { Asking } from './asking.ts'
import type { FoundContact } from './casePage.ts'
import { marked, markedAny, visibleTo } from './marked.ts'
import { reachOf, type Reach } from './viewer.ts'

/** The files that together say who a caller is. */
export type CallerFiles = {
  readonly contacts: Database
  readonly persons: Database
  readonly casePage: Database
  readonly workList: Database
}

export type Sought = { readonly token: Buffer } | { readonly person: string }

export type CallerContact = FoundContact & {
  /** Cases that name it, as far as the viewer may see them. */
  readonly cases: readonly number[]
  readonly person: string | null
}
export type CallerPerson = {
  readonly id: string
  readonly n: number
  readonly revision: number
  readonly row: PersonRow
  readonly contacts: readonly CallerContact[]
}
export type Caller = {
  readonly persons: readonly CallerPerson[]
  /** Newest first. */
  readonly contacts: readonly CallerContact[]
  /** There are more contacts than were looked at. */
  readonly more: boolean
  readonly cases: Bitmap
  /** Cases in units that the viewer may not see; protected ones are not even counted. */
  readonly hidden: number
}

/** So many of the newest contacts are looked at: a switchboard's number may have thousands. */
const mostContacts = 500
const mostPersons = 20

type Stored = { readonly id: string; readonly n: number; readonly revision: number; readonly row: string }

/** Answers for one viewer what of callers may be shown. */
class Sight {
  readonly files: CallerFiles
  readonly #desks: Reach
  readonly #visible: Bitmap
  readonly #protected: Bitmap
  /** The files may stand some milliseconds apart: of a case that the work list does not have yet nothing is known. */
  readonly #listed: Bitmap
  /** Every case that was met, seen or not. */
  readonly met = new Bitmap()

  constructor(files: CallerFiles, { viewer, reference }: Asking) {
    this.files = files
    this.#desks = reachOf({ units: viewer.searchUnits ?? [] }, reference)
    this.#visible = visibleTo(files.workList, viewer, reference)
    this.#protected = marked(files.workList, 'protected')
    this.#listed = markedAny(files.workList, 'step', () => true)
  }

  keeps(unit: string): boolean {
    return this.#desks.everything || this.#desks.covers(unit)
  }

  /**
   * A contact is reached through the desk that took it, or through a case. Where all that it led to is a case of a caller
   * whose identity is protected, nobody else learns that there was one.
   */
  contact(found: FoundContact): CallerContact | undefined {
    const all = prepared(this.files.casePage, 'SELECT n FROM contacted WHERE contact = ?').pluck().all(found.id)
    for (const n of all as number[]) this.met.add(n)
    const cases = (all as number[]).filter((n) => this.#visible.has(n))
    const isSecret = cases.length === 0 && (all as number[]).some((n) => this.#protected.has(n) || !this.#listed.has(n))
    if (isSecret || (cases.length === 0 && !this.keeps(found.row.unit))) return undefined
    return { ...found, cases, person: ownerOf(this.files.persons, found.id)?.id ?? null }
  }

  get hidden(): number {
    return this.met.and(this.#listed).without(this.#visible).without(this.#protected).count
  }
}

type Owner = { readonly n: number; readonly id: string }

/** Whose a contact is: of several who are said to be the caller, the one of whom it was said last. */
export const ownerOf = (database: Database, contact: string): Owner | undefined =>
  prepared(
    database,
    'SELECT n, id FROM links JOIN state USING (n) WHERE contact = ? ORDER BY position DESC LIMIT 1',
  ).get(contact) as Owner | undefined

const contactColumns = 'SELECT id, n, revision, row FROM state'
const asContact = ({ id, revision, row }: Stored): FoundContact => ({
  id,
  revision,
  row: JSON.parse(row) as ContactRow,
})

function contactsByToken({ contacts }: CallerFiles, token: Buffer): FoundContact[] {
  const select = prepared(contacts, `${contactColumns} WHERE n = ?`)
  return foundBy(contacts, token, mostContacts).flatMap((n) => {
    const stored = select.get(n) as Stored | undefined
    return stored ? [asContact(stored)] : []
  })
}

function personAt(database: Database, where: 'id' | 'n', value: string | number) {
  const stored = prepared(database, `${contactColumns} WHERE ${where} = ?`).get(value) as Stored | undefined
  return stored ? { ...stored, row: JSON.parse(stored.row) as PersonRow } : undefined
}

type StoredPerson = NonNullable<ReturnType<typeof personAt>>

/** The newest contacts that are this person's and nobody's who was named later. */
function contactsOf({ contacts, persons }: CallerFiles, { n, row }: StoredPerson): FoundContact[] {
  const select = prepared(contacts, `${contactColumns} WHERE id = ?`)
  return row.links.slice(-mostContacts).flatMap(({ contact }) => {
    if (ownerOf(persons, contact)?.n !== n) return []
    const stored = select.get(contact) as Stored | undefined
    return stored ? [asContact(stored)] : []
  })
}

/** The person with what the viewer may see of it, or undefined where that is nothing. */
function seenPerson(sight: Sight, stored: StoredPerson): CallerPerson | undefined {
  const linked = contactsOf(sight.files, stored)
  const contacts = linked.flatMap((contact) => sight.contact(contact) ?? [])
  const isOpen = linked.length === 0 || contacts.length > 0
  if (!isOpen || (contacts.length === 0 && !sight.keeps(stored.row.unit))) return undefined
  return { ...stored, contacts }
}

type Seeds = { readonly contacts: CallerContact[]; readonly persons: number[]; readonly more: boolean }

function seedsOf(sight: Sight, sought: Sought): Seeds {
  const { files } = sight
  if ('person' in sought) {
    const person = personAt(files.persons, 'id', sought.person)
    return { contacts: [], persons: person ? [person.n] : [], more: (person?.row.links.length ?? 0) > mostContacts }
  }
  const all = contactsByToken(files, sought.token)
  const contacts = all.flatMap((contact) => sight.contact(contact) ?? [])
  const named = foundBy(files.persons, sought.token, mostPersons)
  const linked = contacts.flatMap(({ id }) => ownerOf(files.persons, id)?.n ?? [])
  return {
    contacts,
    persons: [...new Set([...named, ...linked])].slice(0, mostPersons),
    more: all.length === mostContacts,
  }
}

const newestFirst = (a: CallerContact, b: CallerContact): number =>
  b.row.receivedAt.localeCompare(a.row.receivedAt) || b.id.localeCompare(a.id)

/** Who has this number or name, or is this person: contacts, whoever stands behind them, and their cases. */
export function callerOf(files: CallerFiles, sought: Sought, asking: Asking): Caller {
  const sight = new Sight(files, asking)
  const seeds = seedsOf(sight, sought)
  const persons = seeds.persons.flatMap((n) => {
    const stored = personAt(files.persons, 'n', n)
    return (stored && seenPerson(sight, stored)) ?? []
  })
  const byId = new Map([...seeds.contacts, ...persons.flatMap(({ contacts }) => contacts)].map((one) => [one.id, one]))
  const contacts = [...byId.values()].toSorted(newestFirst)
  const cases = Bitmap.of(contacts.flatMap((one) => one.cases))
  return { persons, contacts, more: seeds.more, cases, hidden: sight.hidden }
}
