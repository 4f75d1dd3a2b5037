import type { Database } from 'better-sqlite3'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import { openSqlite } from '../kernel/sqlite.ts'
import type { Place } from './difference.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS streams (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS places (
    stream INTEGER NOT NULL, revision INTEGER NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (stream, revision)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS places_by_ordinal ON places (ordinal);
  CREATE TABLE IF NOT EXISTS reached (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER NOT NULL, position TEXT NOT NULL);
`

const remembered = 50_000

/** Which event has which ordinal, and how far the notary has read. Derived; a transaction per batch. */
export class Places {
  readonly #database: Database
  readonly #known = new Map<string, number | bigint>()

  constructor(file: string, mode: 'write' | 'read') {
    this.#database = openSqlite(file, { durable: false, readonly: mode === 'read' })
    if (mode === 'write') this.#database.exec(schema)
  }

  reached(): { count: number; position: bigint | undefined } {
    const row = this.#database.prepare<[], { count: number; position: string }>('SELECT * FROM reached').get()
    return row ? { count: row.count, position: BigInt(row.position) } : { count: 0, position: undefined }
  }

  /** @param first ordinal of the first of these events */
  add(events: readonly RecordedEvent[], first: number, position: bigint): void {
    const place = this.#database.prepare('INSERT OR IGNORE INTO places VALUES (?, ?, ?)')
    const reach = this.#database.prepare('INSERT OR REPLACE INTO reached VALUES (1, ?, ?)')
    this.#database.transaction(() => {
      for (const [index, event] of events.entries())
        place.run(this.#stream(event.stream), event.revision, first + index)
      reach.run(first + events.length, position.toString())
    })()
  }

  /** Ordinals of a stream's events, in the order of their revisions. */
  ordinalsOf(stream: string): Map<bigint, number> {
    const sql = 'SELECT revision, ordinal FROM places JOIN streams ON n = stream WHERE name = ? ORDER BY revision'
    const rows = this.#database.prepare<[string], { revision: number; ordinal: number }>(sql).all(stream)
    return new Map(rows.map(({ revision, ordinal }) => [BigInt(revision), ordinal]))
  }

  placeOf(ordinal: number): Place | undefined {
    const sql = 'SELECT name, revision FROM places JOIN streams ON n = stream WHERE ordinal = ?'
    const row = this.#database.prepare<[number], { name: string; revision: number }>(sql).get(ordinal)
    return row && { stream: row.name, revision: BigInt(row.revision) }
  }

  clear(): void {
    this.#known.clear()
    this.#database.exec('DELETE FROM places; DELETE FROM streams; DELETE FROM reached')
  }

  close(): void {
    this.#database.close()
  }

  #stream(name: string): number | bigint {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const found = this.#database.prepare<[string], { n: number }>('SELECT n FROM streams WHERE name = ?').get(name)
    const n =
      found?.n ?? this.#database.prepare<[string]>('INSERT INTO streams (name) VALUES (?)').run(name).lastInsertRowid
    if (this.#known.size >= remembered) this.#known.clear()
    this.#known.set(name, n)
    return n
  }
}
