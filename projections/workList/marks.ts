import { chunkOf, storedAfter } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'

/**
 * Which cases have which value of which filter, as compressed bitmaps over the cases' ordinals: any combination of
 * filters and units is an and/or of a few kilobytes, with exact totals, and a case that concerns two of a viewer's units
 * is counted once. (Counters by unit could not be added up.)
 */
export const marksSchema = `
  CREATE TABLE marks (
    kind TEXT NOT NULL, value TEXT NOT NULL, chunk INTEGER NOT NULL, bits BLOB NOT NULL,
    UNIQUE (kind, value, chunk)
  )`

export type Mark = readonly [kind: string, value: string]

const select = 'SELECT bits FROM marks WHERE kind = ? AND value = ? AND chunk = ?'
const upsert = `INSERT INTO marks VALUES (?, ?, ?, ?)
  ON CONFLICT (kind, value, chunk) DO UPDATE SET bits = excluded.bits`
const removal = 'DELETE FROM marks WHERE kind = ? AND value = ? AND chunk = ?'

type Pending = {
  readonly mark: Mark
  readonly chunk: number
  readonly added: Set<number>
  readonly removed: Set<number>
}

/** Collects what a commit changes, then writes each touched chunk once. */
export class MarkWriter {
  readonly #database: Database
  readonly #pending = new Map<string, Pending>()

  constructor(database: Database) {
    this.#database = database
  }

  change(n: number, before: readonly Mark[], after: readonly Mark[]): void {
    const names = (marks: readonly Mark[]) => new Set(marks.map((mark) => mark.join('\n')))
    const [had, has] = [names(before), names(after)]
    for (const mark of before) if (!has.has(mark.join('\n'))) this.#note(mark, n, false)
    for (const mark of after) if (!had.has(mark.join('\n'))) this.#note(mark, n, true)
  }

  flush(): void {
    for (const { mark, chunk, added, removed } of this.#pending.values()) {
      const key = [...mark, chunk] as const
      const before = prepared(this.#database, select)
        .pluck()
        .get(...key) as Buffer | undefined
      const bits = storedAfter(before, added, removed)
      if (bits) prepared(this.#database, upsert).run(...key, bits)
      else prepared(this.#database, removal).run(...key)
    }
    this.#pending.clear()
  }

  #note(mark: Mark, n: number, isAdded: boolean): void {
    const chunk = chunkOf(n)
    const key = `${mark.join('\n')}\n${chunk}`
    let pending = this.#pending.get(key)
    if (!pending) this.#pending.set(key, (pending = { mark, chunk, added: new Set(), removed: new Set() }))
    pending[isAdded ? 'added' : 'removed'].add(n)
    pending[isAdded ? 'removed' : 'added'].delete(n)
  }
}
