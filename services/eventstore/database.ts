import { isUtf8 } from 'node:buffer'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import Sqlite from 'better-sqlite3'

import type { Column } from './stored.ts'

export const logFileName = 'events.sqlite'
const format = 1
const applicationId = 0x6d736c67

/** A start that cannot succeed, in one line for the operator. */
export class LogRefused extends Error {
  override readonly name = 'LogRefused'
}

const schema = `
  CREATE TABLE events (
    position     INTEGER PRIMARY KEY,
    stream       TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    type         TEXT NOT NULL,
    data         NOT NULL,
    metadata     NOT NULL,
    content_type TEXT NOT NULL,
    created      INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
`

/** What an operator reads when the file cannot be used, by SQLite's error code. */
const explained: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: 'is damaged or not an event log; restore it from a backup',
  SQLITE_CORRUPT: 'is damaged; restore it from a backup',
  SQLITE_FULL: 'cannot grow: the disk is full',
  SQLITE_IOERR: 'cannot be read or written',
  SQLITE_READONLY: 'may not be written',
  SQLITE_CANTOPEN: 'cannot be opened',
}

export function explain(file: string, error: unknown): LogRefused {
  if (error instanceof LogRefused) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = Object.keys(explained).find((prefix) => code.startsWith(prefix))
  const text = known === undefined ? `failed: ${String(error)}` : explained[known]
  return new LogRefused(`The event log ${file} ${text}${code === '' ? '' : ` (${code})`}.`, { cause: error })
}

export function openDatabase(folder: string): Sqlite.Database {
  const file = join(folder, logFileName)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const database = new Sqlite(file)
    prepare(database, file)
    return database
  } catch (error) {
    throw explain(file, error)
  }
}

function prepare(database: Sqlite.Database, file: string): void {
  const found = Number(database.pragma('user_version', { simple: true }))
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (found > format) {
    throw new LogRefused(
      `The event log ${file} has format ${found}; this version knows ${format}. Install the newer version.`,
    )
  }
  if (found === 0 && tables !== 0) throw new LogRefused(`${file} is not an event log.`)
  database.pragma('journal_mode = WAL')
  // better-sqlite3 is compiled so that WAL alone means NORMAL: a power cut could lose acknowledged events.
  database.pragma('synchronous = FULL')
  if (database.pragma('synchronous', { simple: true }) !== 2)
    throw new LogRefused(`${file} cannot be opened with full synchronisation.`)
  database.pragma('wal_autocheckpoint = 4000')
  database.pragma('cache_size = -65536')
  if (found === 0) create(database)
}

function create(database: Sqlite.Database): void {
  database.transaction(() => {
    database.exec(schema)
    database.pragma(`application_id = ${applicationId}`)
    database.pragma(`user_version = ${format}`)
  })()
}

/** UTF-8 becomes text and comes back byte for byte; a NUL would cut the text short in `sqlite3`, so such bytes stay bytes. */
export function asColumn(bytes: Buffer): Column {
  return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8') : bytes
}
