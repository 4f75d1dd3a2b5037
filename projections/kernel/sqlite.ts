import Driver from 'better-sqlite3'

import { openSqlite } from '../../services/kernel/sqlite.ts'

export type Database = Driver.Database
export type Statement = Driver.Statement<unknown[]>

/** Rows and checkpoint roll back together, so a power cut may cost the last batches but never their agreement. */
export function openForWriting(file: string): Database {
  const database = openSqlite(file, { durable: false })
  database.pragma('cache_size = -65536')
  database.pragma('temp_store = MEMORY')
  return database
}

export function openForReading(file: string): Database {
  const database = openSqlite(file, { durable: false, readonly: true })
  database.pragma('cache_size = -65536')
  database.pragma('mmap_size = 2147483648')
  database.pragma('query_only = ON')
  return database
}

/** Empties the write-ahead log into the file; false while a reader still looks at an older state. */
export function truncateWal(database: Database): boolean {
  const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  return result?.busy === 0
}

/** True when nobody else has this file open: only then may it leave WAL mode. */
export function isAlone(file: string): boolean {
  const database = new Driver(file, { timeout: 0 })
  try {
    return database.pragma('journal_mode = DELETE', { simple: true }) === 'delete'
  } catch {
    return false
  } finally {
    database.close()
  }
}

/** A lock that the operating system lets go when this process ends, however it ends; undefined while another holds it. */
export function tryLock(file: string): { release(): void } | undefined {
  const database = new Driver(file, { timeout: 0 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    return undefined
  }
}

const statements = new WeakMap<Database, Map<string, Statement>>()

/** The statement for this text, compiled once per connection. */
export function prepared(database: Database, sql: string): Statement {
  let known = statements.get(database)
  if (!known) statements.set(database, (known = new Map()))
  let statement = known.get(sql)
  if (!statement) known.set(sql, (statement = database.prepare(sql)))
  return statement
}

export function inTransaction(database: Database, work: () => void): void {
  prepared(database, 'BEGIN IMMEDIATE').run()
  try {
    work()
    prepared(database, 'COMMIT').run()
  } catch (error) {
    if (database.inTransaction) prepared(database, 'ROLLBACK').run()
    throw error
  }
}
