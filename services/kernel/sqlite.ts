import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import Sqlite, { type Database } from 'better-sqlite3'

export type SqliteOptions = {
  /** True: a commit is on disk before it returns. False: the last commits may be lost with the power, never half. */
  readonly durable: boolean
  readonly readonly?: boolean
}

const full = 2
const normal = 1

/**
 * Opens a database file in WAL mode; its folder is made where it is missing.
 *
 * @throws Error when the file does not take the setting that durability rests on: better-sqlite3 is compiled with
 * `synchronous=NORMAL` for WAL files, so that the pragma must be set, and is asked back here
 */
export function openSqlite(path: string, { durable, readonly = false }: SqliteOptions): Database {
  if (!readonly && path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new Sqlite(path, { readonly, fileMustExist: readonly, timeout: 5_000 })
  try {
    if (readonly) return database
    database.pragma('journal_mode = WAL')
    const wanted = durable ? full : normal
    database.pragma(`synchronous = ${wanted}`)
    const synchronous: unknown = database.pragma('synchronous', { simple: true })
    if (synchronous !== wanted) throw new Error(`${path}: synchronous is ${String(synchronous)}, not ${wanted}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
