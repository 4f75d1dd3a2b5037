import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'

import { Cubes } from '../../analytics/kernel/clickhouse.ts'
import { Feeder } from '../../analytics/kernel/feeder.ts'
import { FeederState } from '../../analytics/kernel/feederState.ts'
import type { Members } from '../../analytics/kernel/members.ts'
import type { MetricRow } from '../../analytics/kernel/metric.ts'
import type { MetricRoutesOptions } from '../../analytics/kernel/metricDesk.ts'
import { metricRoutes } from '../../analytics/kernel/metricRoutes.ts'
import { dropCubes } from '../../analytics/kernel/migrate.ts'
import type { Totals } from '../../analytics/kernel/rows.ts'
import type { MetricViewer } from '../../analytics/kernel/scope.ts'
import { metrics } from '../../analytics/metrics.ts'
import { buildApp } from '../../services/api/app.ts'
import { writeAll } from './aCityOfFacts.ts'
import { someCubes } from './cubesEngine.ts'
import { FactLog } from './factLog.ts'
import type { Written } from './life.ts'
import { MemoryEventStore } from './memoryEventStore.ts'

export type MetricReply = {
  readonly rows: readonly MetricRow[]
  readonly totals: Totals
  readonly by: readonly string[]
  readonly n: number
  readonly lagSeconds: number
  readonly asOf: { readonly instant: string; readonly ordinal: number }
  readonly period: {
    readonly unfinished: boolean
    readonly current: { from: string; until: string }
    readonly previous: { from: string; until: string }
  } | null
  readonly formula: { readonly id: string; readonly sql: string }
}

export type Query = Readonly<Record<string, string | number>>

type Asking = Pick<MetricRoutesOptions, 'cubes' | 'now'> & Partial<MetricRoutesOptions>

/** The metrics' routes over some cubes. */
export async function routesOf(asking: Asking): Promise<FastifyInstance> {
  const app = await buildApp({ logError: (error) => console.error(error) })
  const viewerOf = () => ({ units: ['city'], seesProtected: true })
  await app.register(metricRoutes, { metrics, timeZone: 'Asia/Shanghai', viewerOf, ...asking })
  return app
}

/** A log, its cubes, and the routes that ask them; the clock is the test's. */
export class FedCity {
  readonly store = new MemoryEventStore()
  readonly cubes: Cubes
  now = '2024-06-01T04:00:00.000Z'
  viewer: MetricViewer = { units: ['city'], seesProtected: true }
  readonly #stop: () => Promise<unknown>
  readonly #url: string
  readonly #folder = mkdtempSync(join(tmpdir(), 'minsheng-fed-'))
  #app: FastifyInstance | undefined
  #log: FactLog | undefined

  private constructor(url: string, database: string, stop: () => Promise<unknown>) {
    this.#url = url
    this.#stop = stop
    this.cubes = new Cubes({ url, database, patienceMs: 5_000 })
  }

  static async begun(database: string): Promise<FedCity> {
    const { url, stop } = await someCubes()
    const city = new FedCity(url, database, stop)
    city.#log = await FactLog.begun(city.store)
    const { cubes, store } = city
    const headOf = () => store.head()
    city.#app = await routesOf({ cubes, now: () => city.now, viewerOf: () => city.viewer, headOf })
    return city
  }

  /** Writes and feeds. */
  async happens(written: readonly Written[], maxBatch = 400): Promise<void> {
    if (this.#log) await writeAll(this.#log, written)
    await this.feed(maxBatch)
  }

  async feed(maxBatch = 400): Promise<void> {
    const stopping = new AbortController()
    const state = new FeederState(join(this.#folder, 'state.sqlite'))
    const until = this.store.events.length
    const onFed = (ordinal: number) => ordinal >= until && stopping.abort()
    const cubes = { url: this.#url, database: this.cubes.database }
    const feeder = new Feeder({
      store: this.store,
      state,
      cubes,
      signal: stopping.signal,
      maxBatch,
      lingerMs: 1,
      onFed,
    })
    await feeder.begin()
    if (state.mark().ordinal < until) await feeder.run()
    state.close()
    await feeder.close()
  }

  async get(path: string, query: Query = {}) {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const reply = await this.#app?.inject({ url: `/api/metrics${path}?${search.toString()}` })
    return { status: reply?.statusCode ?? 0, body: (reply?.json() ?? {}) as Record<string, unknown> }
  }

  async post(payload: object) {
    const reply = await this.#app?.inject({ method: 'POST', url: '/api/metrics', payload })
    return { status: reply?.statusCode ?? 0, body: (reply?.json() ?? {}) as Record<string, unknown> }
  }

  async ask(name: string, query: Query = {}): Promise<MetricReply> {
    const { status, body } = await this.get(`/${name}`, query)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body as unknown as MetricReply
  }

  /** All cases behind a number, page by page. */
  async members(name: string, query: Query): Promise<Members & { ids: string[] }> {
    const ids: string[] = []
    for (let cursor: string | null = ''; ;) {
      const { status, body } = await this.get(`/${name}/members`, { ...query, limit: 999, ...(cursor && { cursor }) })
      if (status !== 200) throw new Error(JSON.stringify(body))
      const page = body as unknown as Members
      ids.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor
      if (cursor === null) return { ...page, ids }
    }
  }

  async end(): Promise<void> {
    await this.#app?.close()
    await dropCubes({ url: this.#url }, this.cubes.database)
    await this.cubes.close()
    await this.#stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
