import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import Sqlite from 'better-sqlite3'

import { explain, LogRefused } from './database.ts'

/**
 * Locks a data folder for this process. SQLite's own lock on a file beside the log does it: the system lets go of it
 * the moment the process dies, however it dies, and the log itself stays open to readers such as the verifier.
 * A predecessor may still be ending, so it is worth waiting.
 */
export async function lockFolder(folder: string, patienceMs: number): Promise<() => void> {
  const file = join(folder, 'lock.sqlite')
  const until = Date.now() + patienceMs
  for (;;) {
    const release = tryLock(folder, file)
    if (release !== undefined) return release
    if (Date.now() >= until) {
      throw new LogRefused(`The event log in ${folder} is in use by another process; stop that one first.`)
    }
    await wait(50)
  }
}

function tryLock(folder: string, file: string): (() => void) | undefined {
  let database: Sqlite.Database | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lock = new Sqlite(file, { timeout: 0 })
    database = lock
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    database?.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw explain(file, error)
  }
}
