import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { answer } from '../../analytics/kernel/answer.ts'
import { askingOf } from '../../analytics/kernel/asked.ts'
import { Cubes } from '../../analytics/kernel/clickhouse.ts'
import { cubesDigest } from '../../analytics/kernel/digest.ts'
import { readFeed } from '../../analytics/kernel/feed.ts'
import { Feeder } from '../../analytics/kernel/feeder.ts'
import { FeederState } from '../../analytics/kernel/feederState.ts'
import { migrate } from '../../analytics/kernel/migrate.ts'
import { metrics } from '../../analytics/metrics.ts'
import { zoneOf } from '../../services/kernel/zone.ts'
import { cityFacts, writeAll } from '../support/aCityOfFacts.ts'
import { CubesEngine } from '../support/cubesEngine.ts'
import { FactLog } from '../support/factLog.ts'
import { MemoryEventStore } from '../support/memoryEventStore.ts'
import { millionCases } from './millionCases.ts'

export type BenchRow = {
  readonly what: string
  readonly goal: string
  readonly value: number
  readonly unit: string
  readonly ok: boolean
}

const quantile = (numbers: readonly number[], q: number) =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * q) - 1] ?? 0
const row = (what: string, value: number, unit: string, limit?: { goal: string; ok: boolean }): BenchRow => ({
  what,
  goal: limit?.goal ?? 'reported',
  value: Math.round(value * 10) / 10,
  unit,
  ok: limit?.ok ?? true,
})

/** The leaders' page: every tile at once, as a browser asks. */
const tiles: ReadonlyArray<readonly [metric: string, by: string]> = [
  ['case-volume', 'day'],
  ['case-volume', ''],
  ['on-time-rate', ''],
  ['response-rate', ''],
  ['resolution-rate', ''],
  ['satisfaction-rate', ''],
  ['open-cases', ''],
  ['overdue-cases', 'unit1'],
  ['top-categories', 'category2'],
  ['district-by-category', 'district,category1'],
  ['unit-ranking', 'unit2'],
  ['hotspots', 'category2,street'],
]

async function page(cubes: Cubes, ordinal: number, asOf?: string): Promise<number> {
  const began = performance.now()
  const asker = {
    viewer: { units: ['city'], seesProtected: true },
    zone: zoneOf('Asia/Shanghai'),
    now: Date.parse('2025-01-20T04:00:00.000Z'),
  }
  const query = { period: 'month', origin: 'synthetic,live', ...(asOf !== undefined && { asOf }) } as const
  await Promise.all(
    tiles.map(async ([name, by]) => {
      const metric = metrics.find((one) => one.name === name)
      const feed = await readFeed(cubes)
      if (metric) await answer(cubes, askingOf(metric, { ...query, by }, asker), { ordinal, feed })
    }),
  )
  return performance.now() - began
}

async function pages(cubes: Cubes, ordinal: number, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await page(cubes, ordinal))
  return times
}

async function leadersPage(engine: CubesEngine, cases: number): Promise<BenchRow[]> {
  const options = { url: engine.url, database: 'leaders' }
  const filling = new Cubes(options)
  await migrate(filling, options)
  const began = performance.now()
  const ordinal = await millionCases(filling, cases)
  const filled = performance.now() - began
  await filling.run('OPTIMIZE TABLE case_now_v1 FINAL')
  await filling.close()
  // Cold: an engine that has just been started, nothing read yet.
  engine.kill()
  const cubes = new Cubes({ ...options, patienceMs: 60_000 })
  await cubes.run('SELECT 1')
  const [cold = 0] = await pages(cubes, ordinal, 1)
  const warm = await pages(cubes, ordinal, 20)
  const earlier = await page(cubes, cases * 6, '2025-01-10T00:00:00.000Z')
  await cubes.close()
  const name = `leaders' page of ${tiles.length} tiles, ${cases.toLocaleString('en')} cases`
  return [
    row(`${name}, cold`, cold, 'ms', { goal: '< 1000', ok: cold < 1_000 }),
    row(`${name}, warm p95`, quantile(warm, 0.95), 'ms', { goal: '< 300', ok: quantile(warm, 0.95) < 300 }),
    row(`${name}, as of ten days before (history of ${(7 * cases).toLocaleString('en')} changes)`, earlier, 'ms'),
    row('filling its facts inside the engine', filled / 1000, 's'),
  ]
}

type Place = { readonly url: string; readonly folder: string; readonly store: MemoryEventStore }

/** Feeds a log into a database of its own. */
function feeding({ url, folder, store }: Place, database: string, lingerMs: number) {
  const stopping = new AbortController()
  const state = new FeederState(join(folder, `${database}.sqlite`))
  const reached: { ordinal: number; waiting: (() => void)[] } = { ordinal: 0, waiting: [] }
  const onFed = (ordinal: number) => {
    reached.ordinal = ordinal
    for (const wake of reached.waiting.splice(0)) wake()
  }
  const feeder = new Feeder({ store, state, cubes: { url, database }, signal: stopping.signal, lingerMs, onFed })
  const until = async (ordinal: number) => {
    while (reached.ordinal < ordinal) await new Promise<void>((resolve) => reached.waiting.push(resolve))
  }
  const end = async (running: Promise<void>) => {
    stopping.abort()
    await running
    state.close()
    await feeder.close()
  }
  return { feeder, until, end }
}

async function rebuilt(place: Place, name: string) {
  const { url, store } = place
  const { feeder, until, end } = feeding(place, name, 1)
  await feeder.begin()
  const began = performance.now()
  const running = feeder.run()
  await until(store.events.length)
  const seconds = (performance.now() - began) / 1000
  await end(running)
  const cubes = new Cubes({ url, database: name })
  const { digest } = await cubesDigest(cubes)
  await cubes.close()
  return { seconds, digest }
}

async function feederFigures(url: string, folder: string, cases: number): Promise<BenchRow[]> {
  const store = new MemoryEventStore()
  const log = await FactLog.begun(store)
  await writeAll(log, cityFacts({ cases, seed: 4, from: '2024-03-01T00:00:00.000Z', days: 300 }))
  const first = await rebuilt({ url, folder, store }, 'rebuilt_once')
  const second = await rebuilt({ url, folder, store }, 'rebuilt_twice')
  const events = store.events.length
  const { feeder, until, end } = feeding({ url, folder, store }, 'rebuilt_twice', 1_000)
  await feeder.begin()
  const running = feeder.run()
  const delays: number[] = []
  for (let index = 0; index < 60; index += 1) {
    const appended = performance.now()
    const note = { type: 'NoteAdded', data: { text: 'n' } }
    await log.write('case-c1', [note], { at: new Date(Date.parse('2026-01-01') + index).toISOString() })
    const ordinal = store.events.length
    void until(ordinal).then(() => delays.push(performance.now() - appended))
    await new Promise((resolve) => setTimeout(resolve, 130))
  }
  await until(store.events.length)
  await end(running)
  const p95 = quantile(delays, 0.95)
  return [
    row('append → cube, p95', p95, 'ms', { goal: '< 5000', ok: p95 < 5_000 }),
    row(`rebuild of all cubes from ${events.toLocaleString('en')} events`, events / first.seconds, 'events/s'),
    row('the same digest from two rebuilds', Number(first.digest === second.digest), 'yes = 1', {
      goal: '1',
      ok: first.digest === second.digest,
    }),
  ]
}

/** CUBES_BENCH_CASES sets the size of the leaders' page (1M). */
export async function benchCubes(): Promise<BenchRow[]> {
  const engine = await CubesEngine.start()
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-cubes-bench-'))
  try {
    const fed = await feederFigures(engine.url, folder, 6_000)
    return [...fed, ...(await leadersPage(engine, Number(process.env['CUBES_BENCH_CASES'] ?? 1_000_000)))]
  } finally {
    await engine.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) console.table(await benchCubes())
