import { setTimeout as sleep } from 'node:timers/promises'

import Database from 'better-sqlite3'

/**
 * Holds a lock that the operating system lets go when this process ends, however it ends (a SQLite write lock).
 * Waits for a predecessor that is ending. Answers undefined when it is still held after `patienceMs`.
 */
export async function lockFolder(file: string, patienceMs: number): Promise<{ release(): void } | undefined> {
  const until = Date.now() + patienceMs
  for (;;) {
    const database = new Database(file, { timeout: 0 })
    try {
      database.pragma('locking_mode = EXCLUSIVE')
      database.exec('BEGIN EXCLUSIVE')
      return { release: () => database.close() }
    } catch (error) {
      database.close()
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
      if (Date.now() > until) return undefined
      await sleep(100)
    }
  }
}
