import { createHash } from 'node:crypto'

import type { EventCatalogue } from '../../services/kernel/event.ts'
import type { AnyProjection } from './projection.ts'
import type { Database } from './sqlite.ts'

type Step = (row: unknown, data: unknown, envelope: unknown) => unknown

/** Of all that decides what the tables look like; a file with another one can be read by nobody of this version. */
export const schemaPrint = ({ name, schema, indexes }: AnyProjection): string =>
  createHash('sha256')
    .update([kernelTables, name, ...schema, ...indexes].join('\n'))
    .digest('hex')
    .slice(0, 16)

export const kernelTables = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE checkpoint (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    position INTEGER,
    -- how many events of the log came by, followed or not
    ordinal INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    -- changes up to this position are no longer, or never were, in the table of changes
    changes_after INTEGER NOT NULL,
    digest TEXT
  );
  CREATE TABLE state (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, row TEXT NOT NULL);
  CREATE TABLE unknown (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL);
  CREATE TABLE changes (position INTEGER PRIMARY KEY, id TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, protected INTEGER NOT NULL);`

/** The answer of the fold; undefined for a type or a version of a type that this release does not know. */
export function stepFor(projection: AnyProjection, type: string, version: number): Step | undefined {
  const { catalogue, evolve } = projection
  if (!Object.hasOwn(evolve, type) || !knows(catalogue, type, version)) return undefined
  return (evolve as unknown as Record<string, Step>)[type]
}

export const knows = (catalogue: EventCatalogue, type: string, version: number): boolean =>
  Object.hasOwn(catalogue, type) && version <= (catalogue[type]?.version ?? 0)

export function createTables(database: Database, projection: AnyProjection): void {
  const empty = database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'checkpoint'").pluck().get() === 0
  if (!empty) return
  database.transaction(() => {
    database.exec(kernelTables)
    for (const sql of projection.schema) database.exec(sql)
    const meta = database.prepare('INSERT INTO meta VALUES (?, ?)')
    meta.run('schema', schemaPrint(projection))
    meta.run('version', String(projection.version))
    database.exec("INSERT INTO checkpoint VALUES (1, NULL, 0, 0, '', 0, NULL)")
  })()
}
