import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

import fastify, { type FastifyInstance } from 'fastify'
import pg, { type Client, type Pool } from 'pg'

import { freePort } from '../support/house.ts'

const postgresFolder = '/usr/lib/postgresql'

/** Where PostgreSQL is installed (Debian's layout); undefined where it is not, and then no ratio is given. */
export function postgresBin(): string | undefined {
  if (!existsSync(postgresFolder)) return undefined
  const [version] = readdirSync(postgresFolder).sort((a, b) => Number(b) - Number(a))
  return version === undefined ? undefined : join(postgresFolder, version, 'bin')
}

const schema = `
  CREATE TABLE ticket (id bigserial PRIMARY KEY, number text UNIQUE, status text NOT NULL, unit text, title text, story text,
    caller text, phone text, due timestamptz, version int NOT NULL DEFAULT 0, updated timestamptz NOT NULL DEFAULT now());
  CREATE INDEX ON ticket (status, due); CREATE INDEX ON ticket (unit, status, due);
  CREATE TABLE audit (id bigserial PRIMARY KEY, ticket bigint NOT NULL REFERENCES ticket, at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL, action text NOT NULL, detail jsonb NOT NULL);
  CREATE INDEX ON audit (ticket);`

const next: Record<string, string> = {
  dispatch: 'dispatched',
  sign: 'signed',
  contact: 'contacted',
  report: 'reported',
  accept: 'accepted',
  visit: 'visited',
  close: 'closed',
}

async function inTransaction<Result>(pool: Pool, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } finally {
    client.release()
  }
}

const audit = 'INSERT INTO audit (ticket, actor, action, detail) VALUES ($1,$2,$3,$4)'
const insert =
  'INSERT INTO ticket (number, status, title, story, caller, phone) VALUES ($1,$2,$3,$4,$5,$6) RETURNING id'
const update = 'UPDATE ticket SET status = $2, version = version + 1, updated = now() WHERE id = $1'

/** What a city's own IT would write: one table, one audit table, a transaction per command, default durability. */
function plainServer(pool: Pool): FastifyInstance {
  const app = fastify()
  app.post<{ Body: Record<string, string> }>('/tickets', async ({ body }) =>
    inTransaction(pool, async (client) => {
      const values = [randomUUID(), 'registered', body['title'], body['story'], body['caller'], body['phone']]
      const [row] = (await client.query(insert, values)).rows as { id: string }[]
      await client.query(audit, [row?.id, 'agent', 'create', body])
      return { id: row?.id }
    }),
  )
  app.post<{ Params: { id: string; verb: string }; Body: Record<string, string> }>(
    '/tickets/:id/:verb',
    async ({ params, body }) =>
      inTransaction(pool, async (client) => {
        await client.query('SELECT version FROM ticket WHERE id = $1 FOR UPDATE', [params.id])
        await client.query(update, [params.id, next[params.verb]])
        await client.query(audit, [params.id, 'clerk', params.verb, body])
        return { id: params.id }
      }),
  )
  return app
}

/** Waits for a server that is starting. */
async function tried<Result>(work: () => Promise<Result>, attempts: number): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts) throw error
      await sleep(100)
    }
  }
}

export class Cluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'peer-'))
  readonly port: number
  readonly #bin: string
  #server: ChildProcess | undefined

  constructor(bin: string, port: number) {
    this.#bin = bin
    this.port = port
  }

  /** PostgreSQL refuses to run as root, so that Debian's own user runs it there. */
  async start(): Promise<Pool> {
    const data = join(this.folder, 'data')
    const isRoot = process.getuid?.() === 0
    const as = (program: string, args: readonly string[]): [string, string[]] =>
      isRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]
    if (isRoot) execFileSync('chown', ['postgres', this.folder])
    execFileSync(...as(join(this.#bin, 'initdb'), ['-D', data, '-U', 'peer', '-A', 'trust']), { stdio: 'ignore' })
    const listen = ['-D', data, '-p', String(this.port), '-k', this.folder, '-h', '127.0.0.1']
    this.#server = spawn(...as(join(this.#bin, 'postgres'), listen), { stdio: 'ignore' })
    const pool = new pg.Pool({ host: '127.0.0.1', port: this.port, user: 'peer', database: 'postgres', max: 16 })
    await tried(() => pool.query(schema), 100)
    return pool
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#server?.once('exit', resolve))
    this.#server?.kill('SIGTERM')
    await ended
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Whole lives of 8 commands per second at the plain peer, 8 clients; undefined where there is no PostgreSQL. */
export async function plainPeer(cases: number): Promise<number | undefined> {
  const bin = postgresBin()
  if (bin === undefined) return undefined
  const cluster = new Cluster(bin, await freePort())
  const pool = await cluster.start()
  const app = plainServer(pool)
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as { id: string }
  }
  const story = '居民反映小区门口的路灯已经坏了一个多星期，晚上出行很不方便，希望有关部门尽快派人修理。'.repeat(2)
  let left = cases
  const begun = performance.now()
  const client = async () => {
    while (left > 0) {
      left -= 1
      const { id } = await post('/tickets', { title: '路灯不亮', story, caller: '测试市民', phone: '16000000001' })
      for (const verb of Object.keys(next)) await post(`/tickets/${id}/${verb}`, { text: story })
    }
  }
  try {
    await Promise.all(Array.from({ length: 8 }, client))
    return cases / ((performance.now() - begun) / 1000)
  } finally {
    await app.close()
    await pool.end()
    await cluster.stop()
  }
}
