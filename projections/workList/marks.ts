import { chunkOf, storedAfter } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'

/**
 * Which cases have which value of which filter, as compressed bitmaps over the cases' ordinals: any combination of
 * filters and units is an and/or of a few kilobytes, with exact totals, and a case that concerns two of a viewer's units
 * is counted once. (Counters by unit could not be added up.)
 */
export const marksSchema = `
  CREATE TABLE marks (
    kind TEXT NOT NULL, value TEXT NOT NULL, chunk INTEGER NOT NULL,
    -- grows with every writing of this chunk: readers keep what they have read until it does
    changed INTEGER NOT NULL,
    bits BLOB NOT NULL,
    UNIQUE (kind, value, chunk)
  )`

/** Kind and value, with a line break between them. */
export type Mark = `${string}\n${string}`

const select = 'SELECT bits FROM marks WHERE kind = ? AND value = ? AND chunk = ?'
const upsert = `INSERT INTO marks VALUES (?, ?, ?, 1, ?)
  ON CONFLICT (kind, value, chunk) DO UPDATE SET bits = excluded.bits, changed = changed + 1`

/** Ordinals that got the mark (true) or lost it. */
type Pending = Map<number, boolean>

/** Collects what a commit changes, then writes each touched chunk once. */
export class MarkWriter {
  readonly #database: Database
  readonly #pending = new Map<Mark, Map<number, Pending>>()

  constructor(database: Database) {
    this.#database = database
  }

  change(n: number, before: readonly Mark[], after: readonly Mark[]): void {
    for (const mark of before) if (!after.includes(mark)) this.#note(mark, n, false)
    for (const mark of after) if (!before.includes(mark)) this.#note(mark, n, true)
  }

  flush(): void {
    for (const [mark, chunks] of this.#pending) {
      const [kind, value] = mark.split('\n') as [string, string]
      for (const [chunk, pending] of chunks) this.#write([kind, value, chunk], pending)
    }
    this.#pending.clear()
  }

  #write(key: readonly [string, string, number], pending: Pending): void {
    const before = prepared(this.#database, select)
      .pluck()
      .get(...key) as Buffer | undefined
    // A chunk that has become empty stays: one that was made anew would count its changes from the start.
    prepared(this.#database, upsert).run(...key, storedAfter(before, pending))
  }

  #note(mark: Mark, n: number, isAdded: boolean): void {
    let chunks = this.#pending.get(mark)
    if (!chunks) this.#pending.set(mark, (chunks = new Map()))
    const chunk = chunkOf(n)
    const pending = chunks.get(chunk)
    if (pending) pending.set(n, isAdded)
    else chunks.set(chunk, new Map([[n, isAdded]]))
  }
}
