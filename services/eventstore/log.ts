import type Sqlite from 'better-sqlite3'

import { asColumn } from './database.ts'
import { decide, type Earlier, type Expected } from './decide.ts'
import { Memory } from './memory.ts'
import { endOf, spanOf, type Column, type ProposedEvent, type StoredEvent } from './stored.ts'

export type Proposal = {
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly ProposedEvent[]
}

/** What became of a proposal; a stream that still has no event is at revision -1. */
export type Outcome =
  | { readonly kind: 'done'; readonly revision: number; readonly position: number }
  | { readonly kind: 'conflict'; readonly current: number }

const columns = 'position, stream, revision, id, type, data, metadata, content_type, created'
const firstPosition = 512
/** What one page may carry, so that a slow reader of large events holds little. */
const pageBytes = 2 * 1024 * 1024
const rememberedStreams = 100_000
/** The real server keeps 8 MB of recent ids, about this many. */
const rememberedIds = 65_536

/** The log in its file: the only place that knows SQL. Every call is synchronous; the caller owns the transaction. */
export class Log {
  readonly database: Sqlite.Database
  private readonly heads = new Memory<number>(rememberedStreams)
  private readonly recent = new Memory<Earlier>(rememberedIds)
  private readonly statements: ReturnType<typeof statementsOf>
  private next: number
  private newest: number

  constructor(database: Sqlite.Database) {
    this.database = database
    this.statements = statementsOf(database)
    const last = this.statements.last.get() as readonly [number, number, number, number, number] | undefined
    this.newest = last?.[0] ?? 0
    this.next = last === undefined ? firstPosition : last[0] + spanOf(last[1], last[2], last[3], last[4])
  }

  /** Where the next event will lie: a valid position, with nothing at or after it. */
  get end(): number {
    return this.next
  }

  /** Position of the newest event, 0 in an empty log. */
  get last(): number {
    return this.newest
  }

  begin(): void {
    this.statements.begin.run()
  }

  commit(): void {
    this.statements.commit.run()
  }

  /** Revision of the last event of a stream, -1 where it has none. */
  head(stream: string): number {
    const known = this.heads.get(stream)
    if (known !== undefined) return known
    const found = this.statements.head.get(stream) as readonly [number | null]
    const head = found[0] ?? -1
    if (head >= 0) this.heads.set(stream, head)
    return head
  }

  append({ stream, expected, events }: Proposal, written: StoredEvent[]): Outcome {
    const current = this.head(stream)
    const ids = events.map((event) => event.id)
    const decision = decide(stream, expected, ids, {
      current,
      idAt: (revision) => (this.statements.idAt.get(stream, revision) as readonly [string] | undefined)?.[0],
      recent: (id) => this.recent.get(id),
    })
    if (decision.kind === 'conflict') return { kind: 'conflict', current }
    if (events.length === 0) return { kind: 'done', revision: current, position: this.passOver() }
    const revision = decision.kind === 'repeated' ? decision.last : this.write(stream, current, events, written)
    return { kind: 'done', revision, position: this.positionAt(stream, revision, written) }
  }

  /** An append of nothing takes its place in the log, as on the real server, though only until the next start. */
  private passOver(): number {
    const position = this.next
    this.next += spanOf(0, 0, 0, 0)
    return position
  }

  private write(stream: string, current: number, events: readonly ProposedEvent[], written: StoredEvent[]): number {
    const created = Date.now()
    const streamLength = Buffer.byteLength(stream)
    let revision = current
    for (const { id, type, contentType, data, metadata } of events) {
      revision += 1
      const row: StoredEvent = [
        this.next,
        stream,
        revision,
        id,
        type,
        asColumn(data),
        asColumn(metadata),
        contentType,
        created,
      ]
      this.statements.insert.run(row)
      written.push(row)
      // Where an id is written twice, the real server remembers the first.
      if (this.recent.get(id) === undefined) this.recent.set(id, { stream, revision })
      this.newest = this.next
      this.next += spanOf(streamLength, Buffer.byteLength(type), data.length, metadata.length)
    }
    this.heads.set(stream, revision)
    return revision
  }

  private positionAt(stream: string, revision: number, written: readonly StoredEvent[]): number {
    const newest = written.at(-1)
    if (newest !== undefined && newest[1] === stream && newest[2] === revision) return newest[0]
    return (this.statements.positionAt.get(stream, revision) as readonly [number])[0]
  }

  /** Whether a reader may stand here: at the start, on an event or behind one, never inside a record. */
  isBoundary(position: number): boolean {
    if (position === 0 || position === this.next) return true
    return this.statements.at.get(position) !== undefined || this.endBefore(position) === position
  }

  /** Where the record of the last event before a position ends; NaN where there is none. */
  endBefore(position: number): number {
    const [row] = this.statements.allBefore.all(position, 0, 1) as StoredEvent[]
    return row === undefined ? Number.NaN : endOf(row)
  }

  /** Positions measure bytes, so a span of them bounds what a page of large events may hold. */
  allAfter(position: number, limit: number): StoredEvent[] {
    const rows = this.statements.allAfter.all(position, position + pageBytes, limit) as StoredEvent[]
    return rows.length > 0
      ? rows
      : (this.statements.allAfter.all(position, Number.MAX_SAFE_INTEGER, 1) as StoredEvent[])
  }

  allBefore(position: number, limit: number): StoredEvent[] {
    const rows = this.statements.allBefore.all(
      position,
      Math.min(position, this.next) - pageBytes,
      limit,
    ) as StoredEvent[]
    return rows.length > 0 ? rows : (this.statements.allBefore.all(position, 0, 1) as StoredEvent[])
  }

  streamFrom(stream: string, revision: number, limit: number): StoredEvent[] {
    return bounded(this.statements.streamFrom.iterate(stream, revision, limit))
  }

  streamDownFrom(stream: string, revision: number, limit: number): StoredEvent[] {
    return bounded(this.statements.streamDownFrom.iterate(stream, revision, limit))
  }
}

function bounded(rows: IterableIterator<unknown>): StoredEvent[] {
  const page: StoredEvent[] = []
  let bytes = 0
  for (const row of rows as IterableIterator<StoredEvent>) {
    page.push(row)
    bytes += row[5].length + row[6].length
    if (bytes >= pageBytes) break
  }
  return page
}

function statementsOf(database: Sqlite.Database) {
  const rows = (sql: string) => database.prepare<(string | number)[], unknown>(sql).raw()
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    insert: database.prepare<readonly (Column | number)[]>(
      `INSERT INTO events (${columns}) VALUES (?,?,?,?,?,?,?,?,?)`,
    ),
    last: rows(`SELECT position, octet_length(stream), octet_length(type), octet_length(data), octet_length(metadata)
      FROM events ORDER BY position DESC LIMIT 1`),
    head: rows('SELECT max(revision) FROM events WHERE stream = ?'),
    idAt: rows('SELECT id FROM events WHERE stream = ? AND revision = ?'),
    positionAt: rows('SELECT position FROM events WHERE stream = ? AND revision = ?'),
    at: rows('SELECT 1 FROM events WHERE position = ?'),
    allAfter: rows(`SELECT ${columns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`),
    allBefore: rows(
      `SELECT ${columns} FROM events WHERE position < ? AND position >= ? ORDER BY position DESC LIMIT ?`,
    ),
    streamFrom: rows(`SELECT ${columns} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`),
    streamDownFrom: rows(
      `SELECT ${columns} FROM events WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
    ),
  }
}
