import { closeSync, existsSync, openSync, readSync } from 'node:fs'

import type { Database } from 'better-sqlite3'

import { VaultError } from './vaultError.ts'

const chunkBytes = 4 * 1024 * 1024
const patienceMs = 10_000
/** Looking for more than this in the whole file costs more than writing the file anew. */
const mostSought = 32

/**
 * Makes sure that deleted bytes are gone from the vault's files. `secure_delete` overwrites what is deleted, but
 * SQLite leaves stale copies of rows where it once split or merged pages; so the file is searched and, where such a copy
 * is found, written anew.
 */
export function scrub(database: Database, file: string, deleted: readonly Buffer[]): void {
  emptyWal(database)
  const sought = deleted.slice(0, mostSought)
  if (deleted.length <= mostSought && !contains(file, sought)) return
  database.exec('VACUUM')
  emptyWal(database)
  if (contains(file, sought)) {
    throw new VaultError(
      'not-destroyed',
      `A destroyed key is still readable in ${file}. Copy the disk aside and tell the vendor.`,
    )
  }
}

/** Copies the write-ahead log into the file and cuts it to nothing; waits for a backup that still reads. */
export function emptyWal(database: Database): void {
  const until = Date.now() + patienceMs
  for (;;) {
    const [row] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (row?.busy === 0) return
    if (Date.now() > until)
      throw new VaultError(
        'busy',
        'Somebody else keeps the vault’s file open; keys cannot be destroyed until they let go.',
      )
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  }
}

function contains(file: string, sought: readonly Buffer[]): boolean {
  return [file, `${file}-wal`].some((one) => existsSync(one) && fileContains(one, sought))
}

function fileContains(file: string, sought: readonly Buffer[]): boolean {
  const overlap = Math.max(0, ...sought.map((bytes) => bytes.length))
  const chunk = Buffer.alloc(chunkBytes + overlap)
  const handle = openSync(file, 'r')
  try {
    let kept = 0
    for (let at = 0; ;) {
      const read = readSync(handle, chunk, kept, chunkBytes, at)
      if (read === 0) return false
      const filled = chunk.subarray(0, kept + read)
      if (sought.some((bytes) => filled.includes(bytes))) return true
      at += read
      kept = Math.min(overlap, filled.length)
      filled.copy(chunk, 0, filled.length - kept)
    }
  } finally {
    closeSync(handle)
  }
}
