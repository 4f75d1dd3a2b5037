import type { Vault } from '../../services/kernel/vault.ts'
import { tell, trimmed } from './changes.ts'
import { erasedKeys } from './erasure.ts'
import { createTables, stepFor } from './fileSchema.ts'
import type { Parsed } from './parsed.ts'
import type { AnyProjection, Change, Tables } from './projection.ts'
import { RowCache, type Held } from './rowCache.ts'
import { inTransaction, openForWriting, prepared, truncateWal, type Database } from './sqlite.ts'

export class LostEvent extends Error {
  override readonly name = 'LostEvent'
}

type FoundRow = { n: number; revision: number; row: string }
type Checkpoint = {
  position: bigint | null
  ordinal: bigint
  unknown: bigint
  recorded_at: string
  changes_after: bigint
}

const cachedRows = 40_000

const saveCheckpoint = `UPDATE checkpoint SET position = ?, ordinal = ?, unknown = ?, recorded_at = ?, changes_after = ?`
const loadRow = 'SELECT n, revision, row FROM state WHERE id = ?'
const insertRow = 'INSERT INTO state (n, id, revision, row) VALUES (?, ?, ?, ?)'
const updateRow = 'UPDATE state SET revision = ?, row = ? WHERE n = ?'

const trimEvery = 200

/** One projection's rows in one generation of its file: takes events in, and commits rows and checkpoint together. */
export class ProjectionFile {
  readonly projection: AnyProjection
  readonly file: string
  readonly database: Database
  readonly #tables: Tables<unknown>
  readonly #rows = new RowCache(cachedRows)
  readonly #touched = new Map<string, { held: Held; events: Parsed[] }>()
  readonly #unknown: Parsed[] = []
  readonly #erased: string[] = []
  #position: bigint | undefined
  #ordinal: number
  #unknownCount: number
  #recordedAt: string
  #changesAfter: bigint
  #nextN: number
  /** Position of the last erasure whose text the write-ahead log may still hold. */
  #unsettled: bigint | undefined

  constructor(projection: AnyProjection, file: string, vault: Pick<Vault, 'getKeys' | 'secret'>) {
    this.projection = projection
    this.file = file
    this.database = openForWriting(file)
    createTables(this.database, projection)
    const row = this.database.prepare('SELECT * FROM checkpoint').safeIntegers().get() as Checkpoint
    this.#position = row.position ?? undefined
    this.#ordinal = Number(row.ordinal)
    this.#unknownCount = Number(row.unknown)
    this.#recordedAt = row.recorded_at
    this.#changesAfter = row.changes_after
    this.#nextN = ((this.database.prepare('SELECT max(n) FROM state').pluck().get() as number | null) ?? 0) + 1
    this.#tables = projection.tables(this.database, vault)
  }

  /** Live commits so far: old changes are dropped only now and then, since finding them walks the whole table. */
  #commits = 0

  get position(): bigint | undefined {
    return this.#position
  }

  /** How many events of the log this file has seen go by. */
  get ordinal(): number {
    return this.#ordinal
  }

  /** Folds in memory; nothing is in the file until `commit`. Events that were seen before change nothing. */
  take(events: readonly Parsed[]): void {
    for (const parsed of events) {
      const { position } = parsed.event
      if (this.#position !== undefined && position <= this.#position) continue
      if (parsed.category === this.projection.category) this.#fold(parsed)
      else if (this.#tables.erase) this.#erased.push(...erasedKeys(parsed))
      this.#position = position
      this.#ordinal += 1
    }
    const last = events.at(-1)
    if (last) this.#recordedAt = last.envelope.metadata.recordedAt
  }

  /** Rows, indexes, changes and checkpoint in one transaction. Changes are told only while live. */
  async commit(live: boolean): Promise<void> {
    const changes = [...this.#touched].map(([id, { held, events }]): Change<unknown> => {
      return { id, n: held.n, before: held.stored, after: held.row, events }
    })
    await this.#tables.prepare?.(changes)
    // Where this throws, the fold in memory is ahead of the file: whoever holds this object begins again from the file.
    inTransaction(this.database, () => this.#write(changes, live))
    for (const { held } of this.#touched.values()) held.stored = held.row
    this.#touched.clear()
    if (this.#erased.length > 0) this.#unsettled = this.#position
    this.#erased.length = 0
    this.settleErasure()
  }

  #write(changes: readonly Change<unknown>[], live: boolean): void {
    for (const change of changes) this.#save(change, live)
    this.#tables.flush?.()
    if (this.#erased.length > 0) this.#tables.erase?.(this.#erased)
    this.#keepUnknown()
    this.#saveCheckpoint(live)
  }

  /** An erased text is also gone from the write-ahead log once no reader holds an older state. Asked again until it is. */
  settleErasure(): void {
    if (this.#unsettled === undefined || !truncateWal(this.database)) return
    prepared(this.database, "INSERT OR REPLACE INTO meta VALUES ('cleared', ?)").run(this.#unsettled.toString())
    this.#unsettled = undefined
  }

  /** The first filling is over. */
  finish(): void {
    for (const sql of this.projection.indexes) this.database.exec(sql)
    this.database.exec("PRAGMA analysis_limit = 400; ANALYZE; INSERT OR REPLACE INTO meta VALUES ('filled', 'yes')")
  }

  get filled(): boolean {
    return prepared(this.database, "SELECT 1 FROM meta WHERE name = 'filled'").get() !== undefined
  }

  /** Keeps what the rebuild that made these rows has proved. */
  certify(certificate: object): void {
    if (!this.database.open) return
    prepared(this.database, "INSERT OR REPLACE INTO meta VALUES ('certificate', ?)").run(JSON.stringify(certificate))
  }

  close(): void {
    this.database.close()
  }

  #fold(parsed: Parsed): void {
    const held = this.#held(parsed)
    const { envelope, event } = parsed
    const revision = Number(event.revision)
    if (revision !== held.revision + 1) {
      const where = `${event.stream} goes from revision ${held.revision} to ${revision} at position ${event.position}`
      throw new LostEvent(`${this.projection.name}: ${where}`)
    }
    const step = stepFor(this.projection, event.type, envelope.metadata.schemaVersion)
    if (step) held.row = step(held.row, parsed.data, envelope)
    else this.#unknown.push(parsed)
    held.revision = revision
    const touched = this.#touched.get(parsed.id)
    if (touched) touched.events.push(parsed)
    else this.#touched.set(parsed.id, { held, events: [parsed] })
  }

  #held({ id, event }: Parsed): Held {
    const known = this.#touched.get(id)?.held ?? this.#rows.get(id)
    if (known) return known
    const found = event.revision === 0n ? undefined : (prepared(this.database, loadRow).get(id) as FoundRow | undefined)
    const row: unknown = found ? JSON.parse(found.row) : undefined
    const held: Held = found
      ? { n: found.n, revision: found.revision, row, stored: row }
      : { n: this.#nextN++, revision: -1, row: this.projection.initial, stored: undefined }
    this.#rows.set(id, held)
    return held
  }

  #save(change: Change<unknown>, live: boolean): void {
    const { id, n, before, after, events } = change
    const last = events.at(-1)
    if (!last) return
    const revision = Number(last.event.revision)
    const text = JSON.stringify(after)
    if (before === undefined) prepared(this.database, insertRow).run(n, id, revision, text)
    else prepared(this.database, updateRow).run(revision, text, n)
    this.#tables.save(change)
    if (live && this.projection.announced) tell(this.database, this.projection, change, last.event.position)
  }

  #keepUnknown(): void {
    for (const { event, envelope } of this.#unknown) {
      const { position, stream, type } = event
      const insert = prepared(this.database, 'INSERT INTO unknown VALUES (?, ?, ?, ?)')
      insert.run(position, stream, type, envelope.metadata.schemaVersion)
    }
    this.#unknownCount += this.#unknown.length
    this.#unknown.length = 0
  }

  #saveCheckpoint(live: boolean): void {
    const position = this.#position ?? null
    if (!live) this.#changesAfter = position ?? 0n
    else if (++this.#commits % trimEvery === 0) this.#changesAfter = trimmed(this.database) ?? this.#changesAfter
    const statement = prepared(this.database, saveCheckpoint)
    statement.run(position, this.#ordinal, this.#unknownCount, this.#recordedAt, this.#changesAfter)
  }
}
