import { randomUUID } from 'node:crypto'

import type { Database } from 'better-sqlite3'

import { openSqlite } from '../../services/kernel/sqlite.ts'
import type { KnownCase } from './caseRow.ts'
import type { Definition } from './paths.ts'

/** A batch as it is sent, and sent again after a crash: the very same bytes under the very same tokens. */
export type Batch = {
  readonly from: number
  readonly to: number
  readonly position: string
  readonly knownAt: string
  readonly raw: Buffer
  readonly changes: Buffer
  /** Signed changes up to and with this batch. */
  readonly changeCount: number
}

/** What a batch changes in the feeder's own memory. */
export type Learnt = {
  readonly cases: ReadonlyMap<string, KnownCase>
  readonly definitions: readonly Definition[]
}

/** How far the log has been turned into batches. */
export type Mark = {
  readonly ordinal: number
  readonly position: string | undefined
  readonly knownAt: string
  readonly changeCount: number
}

const schema = `
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cases (id TEXT PRIMARY KEY, known TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS definitions (seq INTEGER PRIMARY KEY, definition TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS batch (
    one INTEGER PRIMARY KEY CHECK (one = 1), sent INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    position TEXT NOT NULL, known_at TEXT NOT NULL, raw BLOB NOT NULL, changes BLOB NOT NULL, change_count INTEGER NOT NULL);`

const nothing = Buffer.alloc(0)

type BatchRow = {
  sent: number
  first: number
  last: number
  position: string
  known_at: string
  raw: Buffer
  changes: Buffer
  change_count: number
}

/**
 * The feeder's own file. A batch, its bounds and the facts after it are one durable transaction before the first byte is sent,
 * so that a crash can neither skip an event nor cut a batch differently the next time.
 */
export class FeederState {
  readonly #database: Database

  constructor(path: string) {
    this.#database = openSqlite(path, { durable: true })
    this.#database.pragma('cache_size = -200000')
    this.#database.exec(schema)
  }

  /** Names one filling of the cubes: tokens and marks of another one mean nothing. */
  get generation(): string | undefined {
    return this.#meta('generation')
  }

  get installation(): string | undefined {
    return this.#meta('installation')
  }

  /** Forgets everything and begins a new filling. */
  restart(installation: string): string {
    const generation = randomUUID()
    this.#database.transaction(() => {
      this.#database.exec('DELETE FROM meta; DELETE FROM cases; DELETE FROM definitions; DELETE FROM batch')
      const put = this.#database.prepare('INSERT INTO meta VALUES (?, ?)')
      put.run('generation', generation)
      put.run('installation', installation)
    })()
    return generation
  }

  mark(): Mark {
    const row = this.#row()
    if (!row) return { ordinal: 0, position: undefined, knownAt: '', changeCount: 0 }
    return { ordinal: row.last, position: row.position, knownAt: row.known_at, changeCount: row.change_count }
  }

  /** The last batch, if nobody knows whether it has arrived whole. */
  unsent(): Batch | undefined {
    const row = this.#row()
    if (!row || row.sent === 1) return undefined
    const { first: from, last: to, position, known_at: knownAt, raw, changes, change_count: changeCount } = row
    return { from, to, position, knownAt, raw, changes, changeCount }
  }

  store(batch: Batch, { cases, definitions }: Learnt): void {
    this.#database.transaction(() => {
      const putCase = this.#database.prepare('INSERT OR REPLACE INTO cases VALUES (?, ?)')
      for (const [id, known] of cases) putCase.run(id, JSON.stringify(known))
      const putDefinition = this.#database.prepare('INSERT INTO definitions (definition) VALUES (?)')
      for (const definition of definitions) putDefinition.run(JSON.stringify(definition))
      const { from, to, position, knownAt, raw, changes, changeCount } = batch
      this.#database
        .prepare('INSERT OR REPLACE INTO batch VALUES (1, 0, ?, ?, ?, ?, ?, ?, ?)')
        .run(from, to, position, knownAt, raw, changes, changeCount)
    })()
  }

  /** The batch has arrived: its bytes are needed no more. */
  sent(): void {
    this.#database.prepare('UPDATE batch SET sent = 1, raw = ?, changes = ?').run(nothing, nothing)
  }

  known(caseId: string): KnownCase | undefined {
    const row = this.#database.prepare('SELECT known FROM cases WHERE id = ?').get(caseId) as
      | { known: string }
      | undefined
    return row && (JSON.parse(row.known) as KnownCase)
  }

  definitions(): readonly Definition[] {
    const rows = this.#database.prepare('SELECT definition FROM definitions ORDER BY seq').all() as {
      definition: string
    }[]
    return rows.map(({ definition }) => JSON.parse(definition) as Definition)
  }

  close(): void {
    this.#database.close()
  }

  #meta(name: string): string | undefined {
    const row = this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(name) as
      | { value: string }
      | undefined
    return row?.value
  }

  #row(): BatchRow | undefined {
    return this.#database.prepare('SELECT * FROM batch').get() as BatchRow | undefined
  }
}
