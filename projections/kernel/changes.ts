import type { AnyProjection, Change } from './projection.ts'
import { prepared, type Database } from './sqlite.ts'

/** A row has changed: whom it concerned before, and whom it concerns now. */
export type Told = {
  readonly position: bigint
  readonly id: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly protected: boolean
}

type Row = { position: bigint; id: string; before: string; after: string; protected: bigint }

/** More at once are not told one by one: reading everything again is cheaper. */
const most = 2_000

/** Changes after a position, oldest first; `undefined` when some are no longer kept or they are too many: read all again. */
export function changesSince(database: Database, after: bigint): Told[] | undefined {
  const kept = prepared(database, 'SELECT changes_after FROM checkpoint').safeIntegers().pluck().get() as bigint
  if (after < kept) return undefined
  const sql = `SELECT position, id, before, after, protected FROM changes WHERE position > ? ORDER BY position LIMIT ${most + 1}`
  const rows = prepared(database, sql).safeIntegers().all(after) as Row[]
  if (rows.length > most) return undefined
  return rows.map((row) => ({
    position: row.position,
    id: row.id,
    before: JSON.parse(row.before) as string[],
    after: JSON.parse(row.after) as string[],
    protected: row.protected === 1n,
  }))
}

const keptChanges = 10_000
const oldestKept = `SELECT position FROM changes ORDER BY position DESC LIMIT 1 OFFSET ${keptChanges}`

/** Writes down who may care, in the transaction of the change. */
export function tell(database: Database, { concerns }: AnyProjection, change: Change<unknown>, position: bigint): void {
  const now = concerns(change.after)
  const past = change.before === undefined ? [] : concerns(change.before).units
  const insert = prepared(database, 'INSERT INTO changes VALUES (?, ?, ?, ?, ?)')
  insert.run(position, change.id, JSON.stringify(past), JSON.stringify(now.units), now.protected ? 1 : 0)
}

/** Drops what is too old; answers up to where, or undefined when nothing was dropped. */
export function trimmed(database: Database): bigint | undefined {
  const oldest = prepared(database, oldestKept).safeIntegers().pluck().get() as bigint | undefined
  if (oldest !== undefined) prepared(database, 'DELETE FROM changes WHERE position <= ?').run(oldest)
  return oldest
}
