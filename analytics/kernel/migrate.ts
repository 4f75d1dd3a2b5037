import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Type } from 'typebox'

import { Cubes, type CubesOptions } from './clickhouse.ts'

/** `feed`: one per installation. `cubes`: one per filling. */
export type Ledger = 'feed' | 'cubes'
const folderOf = (ledger: Ledger) => join(import.meta.dirname, '..', 'schema', ledger)
const appliedRow = Type.Object({ name: Type.String(), sha256: Type.String() })

/** A file of the ledger was edited after it had been applied: make a new one instead, or rebuild. */
export class SchemaChanged extends Error {
  override readonly name = 'SchemaChanged'
}

const statementsOf = (sql: string) =>
  sql
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^--.*$/gm, '').trim() !== '')

async function filesOf(ledger: Ledger) {
  const folder = folderOf(ledger)
  const names = (await readdir(folder)).filter((name) => /^\d{3}_\w+\.sql$/.test(name)).sort()
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') })))
}

async function createDatabase(options: CubesOptions, name: string): Promise<void> {
  const outside = new Cubes({ ...options, database: 'default' })
  try {
    await outside.run(`CREATE DATABASE IF NOT EXISTS ${name}`)
  } finally {
    await outside.close()
  }
}

/**
 * Brings the tables up to date: every numbered file once, in order; each may be run again if a crash comes between.
 *
 * @throws SchemaChanged
 */
export async function migrate(cubes: Cubes, options: CubesOptions, ledger: Ledger): Promise<void> {
  await createDatabase(options, cubes.database)
  await cubes.run(`CREATE TABLE IF NOT EXISTS migrations_v1 (name String, sha256 String, applied_at DateTime DEFAULT now())
    ENGINE = ReplacingMergeTree ORDER BY name`)
  const applied = await cubes.ask('SELECT name, any(sha256) AS sha256 FROM migrations_v1 GROUP BY name', {}, appliedRow)
  const known = new Map(applied.map(({ name, sha256 }) => [name, sha256]))
  for (const { name, sql } of await filesOf(ledger)) {
    const sha256 = createHash('sha256').update(sql).digest('hex')
    const before = known.get(name)
    if (before === sha256) continue
    if (before !== undefined) throw new SchemaChanged(`${name} was changed after it had been applied`)
    for (const statement of statementsOf(sql)) await cubes.run(statement)
    await cubes.insert('migrations_v1', Buffer.from(JSON.stringify({ name, sha256 })), `migration:${name}:${sha256}`)
  }
}

const named = Type.Object({ name: Type.String() })

async function dropDatabases(options: CubesOptions, pattern: string, keep: readonly string[] = []): Promise<void> {
  const outside = new Cubes({ ...options, database: 'default' })
  try {
    const sql = 'SELECT name FROM system.databases WHERE match(name, {pattern:String}) ORDER BY name'
    for (const { name } of await outside.ask(sql, { pattern }, named)) {
      if (!keep.includes(name)) await outside.run(`DROP DATABASE IF EXISTS ${name} SYNC`)
    }
  } finally {
    await outside.close()
  }
}

/** Before each filling had a database of its own, all tables stood in the first one. */
export async function isOfEarlierRelease(options: CubesOptions, prefix: string): Promise<boolean> {
  const outside = new Cubes({ ...options, database: 'default' })
  try {
    const sql = `SELECT name FROM system.tables WHERE database = {prefix:String} AND name = 'case_facts_v1'`
    return (await outside.ask(sql, { prefix }, named)).length > 0
  } finally {
    await outside.close()
  }
}

/** The database of a filling. */
export const fillingName = (prefix: string, generation: string) => `${prefix}_${generation.slice(0, 8)}`

/** Removes fillings that nobody reads any more. */
export const dropFillings = (options: CubesOptions, prefix: string, keep: readonly string[]): Promise<void> =>
  dropDatabases(options, `^${prefix}_[0-9a-f]{8}$`, keep)

/** Removes one filling. */
export const dropFilling = (options: CubesOptions, database: string): Promise<void> =>
  dropDatabases(options, `^${database}$`)

/** Removes everything; a pass over the log brings it back. */
export const dropCubes = (options: CubesOptions, prefix: string): Promise<void> =>
  dropDatabases(options, `^${prefix}(_[0-9a-f]{8})?$`)
