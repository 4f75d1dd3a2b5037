import { randomUUID } from 'node:crypto'

import type { Database, Statement } from 'better-sqlite3'

import { openSqlite } from '../../services/kernel/sqlite.ts'
import type { KnownCase } from './caseRow.ts'
import type { Definition } from './paths.ts'
import type { CalendarEntry } from './workingTime.ts'

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
  readonly told: readonly Told[]
  /** Events by stream, of the streams that have grown. */
  readonly lengths: ReadonlyMap<string, number>
  readonly gaps: readonly Gap[]
}

/** What dictionaries said of trees and calendar. */
export type Told = Definition | CalendarEntry

/** Where an event of a stream should have come and another one came. */
export type Gap = { readonly stream: string; readonly due: number; readonly came: number; readonly ordinal: number }

/** Whose log it is. */
export type Installation = { readonly id: string; readonly timeZone: string }

/** How far the log has been turned into batches. */
export type Mark = {
  readonly ordinal: number
  readonly position: string | undefined
  readonly knownAt: string
  readonly changeCount: number
}

/** A file of another version is no use: it is emptied, and the cubes are filled again. */
const version = 3
const tables = ['meta', 'cases', 'definitions', 'told', 'streams', 'gaps', 'batch']
const schema = `
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cases (id TEXT PRIMARY KEY, known TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS told (seq INTEGER PRIMARY KEY, told TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS streams (name TEXT PRIMARY KEY, length INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS gaps (ordinal INTEGER PRIMARY KEY, gap TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS batch (
    one INTEGER PRIMARY KEY CHECK (one = 1), sent INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    position TEXT NOT NULL, known_at TEXT NOT NULL, raw BLOB NOT NULL, changes BLOB NOT NULL, change_count INTEGER NOT NULL);`

const nothingKnown = new Date(0).toISOString()
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
  readonly #known: Statement
  readonly #length: Statement

  constructor(path: string) {
    this.#database = openSqlite(path, { durable: true })
    this.#database.pragma('cache_size = -200000')
    if (this.#database.pragma('user_version', { simple: true }) !== version) {
      for (const table of tables) this.#database.exec(`DROP TABLE IF EXISTS ${table}`)
      this.#database.pragma(`user_version = ${version}`)
    }
    this.#database.exec(schema)
    this.#known = this.#database.prepare('SELECT known FROM cases WHERE id = ?')
    this.#length = this.#database.prepare('SELECT length FROM streams WHERE name = ?')
  }

  /** Names one filling of the cubes: tokens and marks of another one mean nothing. */
  get generation(): string | undefined {
    return this.#meta('generation')
  }

  get installation(): string | undefined {
    return this.#meta('installation')
  }

  get timeZone(): string {
    return this.#meta('time-zone') ?? 'UTC'
  }

  /** Forgets everything and begins a new filling. */
  restart({ id, timeZone }: Installation): string {
    const generation = randomUUID()
    this.#database.transaction(() => {
      this.#database.exec(
        ['meta', 'cases', 'told', 'streams', 'gaps', 'batch'].map((table) => `DELETE FROM ${table}`).join('; '),
      )
      const put = this.#database.prepare('INSERT INTO meta VALUES (?, ?)')
      put.run('generation', generation)
      put.run('installation', id)
      put.run('time-zone', timeZone)
    })()
    return generation
  }

  mark(): Mark {
    const row = this.#row()
    if (!row) return { ordinal: 0, position: undefined, knownAt: nothingKnown, changeCount: 0 }
    return { ordinal: row.last, position: row.position, knownAt: row.known_at, changeCount: row.change_count }
  }

  /** The last batch, if nobody knows whether it has arrived whole. */
  unsent(): Batch | undefined {
    const row = this.#row()
    if (!row || row.sent === 1) return undefined
    const { first: from, last: to, position, known_at: knownAt, raw, changes, change_count: changeCount } = row
    return { from, to, position, knownAt, raw, changes, changeCount }
  }

  store(batch: Batch, { cases, told, lengths, gaps }: Learnt): void {
    this.#database.transaction(() => {
      const putCase = this.#database.prepare('INSERT OR REPLACE INTO cases VALUES (?, ?)')
      for (const [id, known] of cases) putCase.run(id, JSON.stringify(known))
      const putTold = this.#database.prepare('INSERT INTO told (told) VALUES (?)')
      for (const one of told) putTold.run(JSON.stringify(one))
      const putLength = this.#database.prepare('INSERT OR REPLACE INTO streams VALUES (?, ?)')
      for (const [stream, length] of lengths) putLength.run(stream, length)
      const putGap = this.#database.prepare('INSERT OR REPLACE INTO gaps VALUES (?, ?)')
      for (const gap of gaps) putGap.run(gap.ordinal, JSON.stringify(gap))
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
    const row = this.#known.get(caseId) as { known: string } | undefined
    return row && (JSON.parse(row.known) as KnownCase)
  }

  length(stream: string): number {
    const row = this.#length.get(stream) as { length: number } | undefined
    return row?.length ?? 0
  }

  /** All streams' lengths together: as many events as have come, if none is missing. */
  streams(): { readonly count: number; readonly events: number } {
    const sql = 'SELECT count(*) AS count, coalesce(sum(length), 0) AS events FROM streams'
    return this.#database.prepare(sql).get() as { count: number; events: number }
  }

  gaps(): readonly Gap[] {
    const rows = this.#database.prepare('SELECT gap FROM gaps ORDER BY ordinal').all() as { gap: string }[]
    return rows.map(({ gap }) => JSON.parse(gap) as Gap)
  }

  told(): readonly Told[] {
    const rows = this.#database.prepare('SELECT told FROM told ORDER BY seq').all() as { told: string }[]
    return rows.map(({ told }) => JSON.parse(told) as Told)
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
