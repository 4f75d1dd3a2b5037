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

const most = 500

/** Changes after a position, oldest first; `undefined` when older ones are no longer kept, so that all must be read again. */
export function changesSince(database: Database, after: bigint): Told[] | undefined {
  const kept = prepared(database, 'SELECT changes_after FROM checkpoint').safeIntegers().pluck().get() as bigint
  if (after < kept) return undefined
  const sql = `SELECT position, id, before, after, protected FROM changes WHERE position > ? ORDER BY position LIMIT ${most}`
  const rows = prepared(database, sql).safeIntegers().all(after) as Row[]
  return rows.map((row) => ({
    position: row.position,
    id: row.id,
    before: JSON.parse(row.before) as string[],
    after: JSON.parse(row.after) as string[],
    protected: row.protected === 1n,
  }))
}
