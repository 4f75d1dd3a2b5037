import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import type { Pool } from 'pg'

import { freePort } from '../support/house.ts'
import { Cluster, postgresBin } from './plainPeer.ts'
import { duck, postgres, tableSql, type Report } from './w5Queries.ts'

/** Each column's values. */
export type Columns = readonly (readonly unknown[])[]
type Rows = readonly (readonly unknown[])[]

/** Somebody who answers the reports; each hands its answer on in the way that is quickest for it. */
export type Peer = {
  readonly name: string
  ask(report: Report): Promise<Columns | { readonly rows: Rows }>
  stop(): Promise<void>
}
export type Loaded = { readonly peers: readonly Peer[]; readonly seconds: number; readonly bytes: number }

const seconds = (since: number) => (performance.now() - since) / 1000

async function fill(pool: Pool, csv: string): Promise<void> {
  await pool.query(tableSql)
  await pool.query(`COPY facts FROM '${csv}' CSV`)
  await pool.query('ALTER TABLE facts ADD PRIMARY KEY (id)')
  await pool.query('CREATE INDEX ON facts (created_at)')
  await pool.query('CREATE INDEX ON facts (category, region, created_at)')
  await pool.query('VACUUM ANALYZE facts')
}

/** A city's own table with its indexes; asked with PostgreSQL's own settings and with much memory for sorting. */
export async function loadPostgres(csv: string): Promise<Loaded | undefined> {
  const bin = postgresBin()
  if (bin === undefined) return undefined
  const cluster = new Cluster(bin, await freePort())
  const pool = await cluster.start()
  const began = performance.now()
  const stop = async () => {
    await pool.end()
    await cluster.stop()
  }
  await fill(pool, csv).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const took = seconds(began)
  const [size] = (await pool.query(`SELECT pg_total_relation_size('facts') AS bytes`)).rows as { bytes: string }[]
  const peer = (name: string, memory: string): Peer => ({
    name,
    ask: async (report) => {
      const client = await pool.connect()
      try {
        await client.query(`SET work_mem = '${memory}'`)
        const { rows } = await client.query({ text: postgres[report], rowMode: 'array' })
        return { rows: rows as Rows }
      } finally {
        client.release()
      }
    },
    stop: async () => undefined,
  })
  const peers = [peer('PostgreSQL', '4MB'), { ...peer('PostgreSQL, 512 MB to sort', '512MB'), stop }]
  return { peers, seconds: took, bytes: Number(size?.bytes) }
}

type DuckConnection = {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getColumns(): Columns }>
  closeSync(): void
}
type DuckModule = {
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckConnection>; closeSync(): void }> }
}

/** DuckDB is no dependency of ours: whoever wants the comparison installs `@duckdb/node-api` anywhere below /tmp. */
function duckModule(): DuckModule | undefined {
  const folders = readdirSync('/tmp').map((name) => join('/tmp', name, 'node_modules'))
  const found = folders.find((folder) => existsSync(join(folder, '@duckdb', 'node-api', 'package.json')))
  if (found === undefined) return undefined
  return createRequire(join(found, 'here.js'))('@duckdb/node-api') as DuckModule
}

export async function loadDuck(csv: string, folder: string): Promise<Loaded | undefined> {
  const module = duckModule()
  if (!module) return undefined
  const file = join(folder, 'facts.duckdb')
  const instance = await module.DuckDBInstance.create(file)
  const connection = await instance.connect()
  const began = performance.now()
  await connection.run(tableSql)
  await connection.run(`COPY facts FROM '${csv}' (HEADER false)`)
  await connection.run('CHECKPOINT')
  const peer: Peer = {
    name: 'DuckDB',
    ask: async (report) => (await connection.runAndReadAll(duck[report])).getColumns(),
    stop: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
  return { peers: [peer], seconds: seconds(began), bytes: statSync(file).size }
}
