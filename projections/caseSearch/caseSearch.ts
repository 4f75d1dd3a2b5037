import { caseEvents, type CaseEvent } from '../../services/cases/events.ts'
import { isSealed } from '../../services/kernel/event.ts'
import { erased, open } from '../../services/kernel/personal.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { keyOf, type Kept } from '../cases/kept.ts'
import { projection, type Change } from '../kernel/projection.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { indexWords, numberWords } from './bigrams.ts'
import { nothingSearchable, searchableFold, type Searchable } from './searchable.ts'

/**
 * `words` is contentless, so it can only be told to forget by saying again what it was told: `indexed` keeps exactly
 * that. Both hold plain text, the only place beside the cubes, and are outside the digest.
 */
const schema = [
  `CREATE VIRTUAL TABLE words USING fts5 (body, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')`,
  `INSERT INTO words (words, rank) VALUES ('secure-delete', 1)`,
  'CREATE TABLE indexed (n INTEGER PRIMARY KEY, body TEXT NOT NULL)',
  'CREATE TABLE keyed (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID',
  'CREATE TABLE erased (key TEXT PRIMARY KEY) WITHOUT ROWID',
]

type Keys = ReadonlyMap<string, Buffer>
type Opener = Pick<Vault, 'getKeys'> & { forget?(ids: readonly string[]): void }

class Index {
  readonly #database: Database
  readonly #vault: Opener
  #keys: Keys = new Map()

  constructor(database: Database, vault: Opener) {
    this.#database = database
    this.#vault = vault
  }

  /** One question to the vault for all cases of a commit. */
  async prepare(changes: readonly Change<Searchable>[]): Promise<void> {
    const wanted = new Set(changes.filter(isNews).flatMap(({ after }) => Object.values(after.texts).flatMap(keyOf)))
    this.#keys = wanted.size > 0 ? await this.#vault.getKeys([...wanted]) : new Map()
  }

  save(change: Change<Searchable>): void {
    if (!isNews(change)) return
    const { n, id, after } = change
    this.#forget(n)
    const texts = Object.values(after.texts)
    for (const key of new Set(texts.flatMap(keyOf))) {
      prepared(this.#database, 'INSERT OR IGNORE INTO keyed VALUES (?, ?)').run(key, n)
    }
    const plain = texts.map((kept) => this.#plain(kept, `case-${id}`)).filter((text) => text !== undefined)
    this.#index(n, [numberWords(after.caseNumber), ...plain.map(indexWords)].join(' '))
  }

  erase(keys: readonly string[]): void {
    this.#vault.forget?.(keys)
    for (const key of keys) {
      prepared(this.#database, 'INSERT OR IGNORE INTO erased VALUES (?)').run(key)
      const found = prepared(this.#database, 'SELECT n FROM keyed WHERE key = ?').pluck().all(key) as number[]
      for (const n of found) this.#eraseText(n)
    }
  }

  /** What remains to be found is the number, as after a rebuild. */
  #eraseText(n: number): void {
    this.#forget(n)
    const row = prepared(this.#database, 'SELECT row FROM state WHERE n = ?').pluck().get(n) as string
    this.#index(n, numberWords((JSON.parse(row) as Searchable).caseNumber))
  }

  #index(n: number, body: string): void {
    prepared(this.#database, 'INSERT INTO words (rowid, body) VALUES (?, ?)').run(n, body)
    prepared(this.#database, 'INSERT INTO indexed VALUES (?, ?)').run(n, body)
  }

  #plain({ value, by: commandId, at: field }: Kept, stream: string): string | undefined {
    if (isSealed(value) && prepared(this.#database, 'SELECT 1 FROM erased WHERE key = ?').get(value.$key))
      return undefined
    const text = open(value, this.#keys, { stream, commandId, field })
    return text === erased ? undefined : text
  }

  #forget(n: number): void {
    const body = prepared(this.#database, 'SELECT body FROM indexed WHERE n = ?').pluck().get(n) as string | undefined
    if (body === undefined) return
    prepared(this.#database, "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)").run(n, body)
    prepared(this.#database, 'DELETE FROM indexed WHERE n = ?').run(n)
  }
}

/** A protected caller's case is never found by words. */
const isNews = ({ before, after }: Change<Searchable>): boolean =>
  !after.identityProtected && before?.texts !== after.texts

/** Full text over titles, stories, places, answers and case numbers. */
export const caseSearch = projection<Searchable, CaseEvent>({
  name: 'caseSearch',
  version: 1,
  category: 'case',
  catalogue: caseEvents,
  initial: nothingSearchable,
  evolve: searchableFold,
  concerns: ({ identityProtected }) => ({ units: [], protected: identityProtected }),
  schema,
  indexes: [],
  digested: [],
  announced: false,
  tables: (database, vault) => {
    // What is deleted is overwritten: an erasure must leave no bytes behind.
    database.pragma('secure_delete = ON')
    return new Index(database, vault)
  },
})
