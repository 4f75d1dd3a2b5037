import { createHash } from 'node:crypto'

import type { Database } from 'better-sqlite3'

/** After how many failures a login name or an address has to wait. An address may be a whole office behind one router. */
const limits = { login: 5, address: 20 }
const firstWaitMs = 30_000
const longestWaitMs = 900_000
/** After an hour's quiet the count begins anew. */
const quietMs = 3_600_000

type Row = { failures: number; last: number; until: number }
type Key = { readonly kind: keyof typeof limits; readonly key: string }

/** What was typed as a login may be a password, so that only its digest is kept. */
const keysOf = (login: string, address: string): Key[] => [
  { kind: 'login', key: `login:${createHash('sha256').update(login).digest('base64url')}` },
  { kind: 'address', key: `address:${address}` },
]

const waitAfter = (failures: number, limit: number) =>
  failures < limit ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, failures - limit))

/** Tried sign-ins by login and by address, in a file that all API processes share. */
export class Attempts {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
    database.exec(`
      CREATE TABLE IF NOT EXISTS attempts_v1 (
        key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last INTEGER NOT NULL, until INTEGER NOT NULL
      ) WITHOUT ROWID`)
  }

  /**
   * Counts the attempt before the password is looked at, so that a hundred at once are a hundred. Answers how many
   * seconds to wait; 0 where the attempt may go on (then `succeeded` takes it back).
   */
  begin(login: string, address: string, now: number): number {
    const keys = keysOf(login, address)
    return this.#database
      .transaction(() => {
        const rows = keys.map(({ key, kind }) => ({ key, kind, row: this.#row(key, now) }))
        const until = Math.max(...rows.map(({ row }) => row.until))
        if (until > now) return Math.ceil((until - now) / 1000)
        for (const { key, kind, row } of rows) {
          const failures = row.failures + 1
          const wait = waitAfter(failures, limits[kind])
          this.#set(key, { failures, last: now, until: wait === 0 ? 0 : now + wait })
        }
        return 0
      })
      .immediate()
  }

  /** The login's failures are forgotten; of the address's only this attempt, or one good account would cover guessing. */
  succeeded(login: string, address: string, now: number): void {
    this.#database
      .transaction(() => {
        for (const { key, kind } of keysOf(login, address)) {
          const { failures } = this.#row(key, now)
          if (kind === 'login' || failures <= 1)
            this.#database.prepare('DELETE FROM attempts_v1 WHERE key = ?').run(key)
          else this.#set(key, { failures: failures - 1, last: now, until: 0 })
        }
      })
      .immediate()
  }

  sweep(now: number): void {
    this.#database.prepare('DELETE FROM attempts_v1 WHERE last < ? AND until < ?').run(now - quietMs, now)
  }

  #row(key: string, now: number): Row {
    const row = this.#database
      .prepare<[string], Row>('SELECT failures, last, until FROM attempts_v1 WHERE key = ?')
      .get(key)
    const quiet = row && row.until <= now && row.last < now - quietMs
    return row && !quiet ? row : { failures: 0, last: now, until: 0 }
  }

  #set(key: string, { failures, last, until }: Row): void {
    this.#database
      .prepare(
        'INSERT INTO attempts_v1 VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last = excluded.last, until = excluded.until',
      )
      .run(key, failures, last, until)
  }
}
