import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { openSqlite } from './sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a database file', () => {
  it('is synced at every commit when it must be durable, and at checkpoints otherwise', () => {
    for (const [durable, synchronous] of [
      [true, 2],
      [false, 1],
    ] as const) {
      const database = openSqlite(join(folder, 'new folder', `${durable}.sqlite`), { durable })
      expect(database.pragma('synchronous', { simple: true })).toBe(synchronous)
      expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
      database.close()
    }
  })

  it('can be opened for reading only, and is not made then', () => {
    const path = join(folder, 'read.sqlite')
    expect(() => openSqlite(path, { durable: false, readonly: true })).toThrow('unable to open')
    openSqlite(path, { durable: false }).exec('CREATE TABLE t (a)').close()
    const reader = openSqlite(path, { durable: false, readonly: true })
    expect(() => reader.exec('INSERT INTO t VALUES (1)')).toThrow(/readonly/)
    reader.close()
  })
})
