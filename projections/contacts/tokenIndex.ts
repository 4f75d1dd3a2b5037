import { erased, open } from '../../services/kernel/personal.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { keyOf, type Kept } from '../cases/kept.ts'
import type { Change, Tables } from '../kernel/projection.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { callerToken, type TokenKind } from './callerForms.ts'

/**
 * Who is found by what, without the number or name itself. Made from plain text, therefore outside the digest, and gone
 * with the data key that the text was sealed under.
 */
export const tokenSchema = [
  `CREATE TABLE tokens (
    token BLOB NOT NULL, at INTEGER NOT NULL, n INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (token, at, n)
  ) WITHOUT ROWID`,
  'CREATE INDEX tokens_by_key ON tokens (key)',
]

export type Indexed = { readonly kind: TokenKind; readonly kept: Kept }

/** What of a row people are found by, and the instant by which the newest comes first. */
export type TokenSource<Row> = {
  readonly stream: (id: string) => string
  readonly values: (row: Row) => readonly Indexed[]
  readonly at: (row: Row) => string
}

type Opener = Pick<Vault, 'getKeys' | 'secret'> & { forget?(ids: readonly string[]): void }

export class TokenIndex<Row> implements Tables<Row> {
  readonly #database: Database
  readonly #vault: Opener
  readonly #source: TokenSource<Row>
  #secret: Buffer | undefined
  #keys: ReadonlyMap<string, Buffer> = new Map()

  constructor(database: Database, vault: Opener, source: TokenSource<Row>) {
    // What is deleted is overwritten: an erasure must leave no bytes behind.
    database.pragma('secure_delete = ON')
    this.#database = database
    this.#vault = vault
    this.#source = source
  }

  /** One question to the vault for all rows of a commit. */
  async prepare(changes: readonly Change<Row>[]): Promise<void> {
    const { values } = this.#source
    const wanted = new Set(changes.flatMap(({ after }) => values(after).flatMap(({ kept }) => keyOf(kept))))
    if (wanted.size === 0) return
    this.#secret ??= await this.#vault.secret('callers')
    this.#keys = await this.#vault.getKeys([...wanted])
  }

  save({ id, n, before, after }: Change<Row>): void {
    const { values, stream, at } = this.#source
    const was = before === undefined ? [] : values(before)
    const is = values(after)
    if (sameValues(was, is)) return
    this.#drop(was.flatMap(({ kept }) => keyOf(kept)))
    for (const { kind, kept } of is) {
      const token = this.#tokenOf(kind, kept, stream(id))
      const insert = prepared(this.#database, 'INSERT OR IGNORE INTO tokens VALUES (?, ?, ?, ?)')
      if (token) insert.run(token, Date.parse(at(after)) || 0, n, keyOf(kept)[0] ?? '')
    }
  }

  erase(keys: readonly string[]): void {
    this.#vault.forget?.(keys)
    this.#drop(keys)
  }

  #drop(keys: readonly string[]): void {
    for (const key of keys) prepared(this.#database, 'DELETE FROM tokens WHERE key = ?').run(key)
  }

  #tokenOf(kind: TokenKind, { value, by: commandId, at: field }: Kept, stream: string): Buffer | undefined {
    const plain = open(value, this.#keys, { stream, commandId, field })
    return plain === erased || !this.#secret ? undefined : callerToken(this.#secret, kind, plain)
  }
}

const sameValues = (was: readonly Indexed[], is: readonly Indexed[]): boolean =>
  was.length === is.length && was.every(({ kept }, index) => kept === is[index]?.kept)

/** Ordinals of the newest rows that this token leads to. */
export function foundBy(database: Database, token: Buffer, limit: number): number[] {
  const sql = 'SELECT n FROM tokens WHERE token = ? ORDER BY at DESC, n DESC LIMIT ?'
  return prepared(database, sql).pluck().all(token, limit) as number[]
}
