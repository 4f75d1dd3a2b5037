import { answers } from '../../analytics/kernel/answer.ts'
import { askingOf } from '../../analytics/kernel/asked.ts'
import { Cubes } from '../../analytics/kernel/clickhouse.ts'
import { makeCurrent } from '../../analytics/kernel/feed.ts'
import { metricRoutes } from '../../analytics/kernel/metricRoutes.ts'
import { migrate } from '../../analytics/kernel/migrate.ts'
import type { Asking } from '../../analytics/kernel/question.ts'
import { Reading } from '../../analytics/kernel/reading.ts'
import { metrics } from '../../analytics/metrics.ts'
import { buildApp } from '../../services/api/app.ts'
import { zoneOf } from '../../services/kernel/zone.ts'
import type { CubesEngine } from '../support/cubesEngine.ts'
import { quantile, row, type BenchRow } from './benchRow.ts'
import { millionCases } from './millionCases.ts'

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

const asker = {
  viewer: { units: ['city'], seesProtected: true },
  zone: zoneOf('Asia/Shanghai'),
  now: Date.parse('2025-01-20T04:00:00.000Z'),
}

function questions(asOf?: string): readonly (readonly [name: string, asking: Asking])[] {
  return tiles.flatMap(([name, by]) => {
    const metric = metrics.find((one) => one.name === name)
    const query = { period: 'month', origin: 'synthetic,live', by, ...(asOf !== undefined && { asOf }) } as const
    return metric ? [[`${name} ${by}`.trim(), askingOf(metric, query, asker)] as const] : []
  })
}

/** Nothing is kept between two pages here: every round is asked anew. */
async function page(reading: Reading, ordinal?: number): Promise<number> {
  const began = performance.now()
  const asked = questions(ordinal === undefined ? undefined : '2025-01-10T00:00:00.000Z')
  await Promise.all(
    asked.map(async ([, asking]) => {
      const feed = await reading.feed()
      await answers(reading, [asking], { ordinal: ordinal ?? feed.ordinal, feed })
    }),
  )
  return performance.now() - began
}

/** All questions in one request: those that look at the same rows are one scan. */
async function batch(reading: Reading): Promise<number> {
  const began = performance.now()
  const feed = await reading.feed()
  await answers(
    reading,
    questions().map(([, asking]) => asking),
    { ordinal: feed.ordinal, feed },
  )
  return performance.now() - began
}

/** The page as the browser has it: routes, kept answers and all. */
async function keptPage(cubes: Cubes, rounds: number): Promise<number[]> {
  const app = await buildApp({ logError: (error) => process.stderr.write(`${String(error)}\n`) })
  const now = () => new Date(asker.now).toISOString()
  await app.register(metricRoutes, { metrics, cubes, timeZone: 'Asia/Shanghai', now, viewerOf: () => asker.viewer })
  const asked = tiles.map(([name, by]) => ({ name, by, period: 'month', origin: 'synthetic,live' }))
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    const reply = await app.inject({ method: 'POST', url: '/api/metrics', payload: { questions: asked } })
    if (reply.statusCode !== 200) throw new Error(reply.body)
    times.push(performance.now() - began)
  }
  await app.close()
  return times.slice(1)
}

async function repeated(rounds: number, work: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await work())
  return times
}

/** Processor time of the engine, which a busy machine does not stretch as it does the clock. */
async function measured(engine: CubesEngine, rounds: number, work: () => Promise<number>) {
  const before = engine.cpuMs()
  const times = await repeated(rounds, work)
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), cpu: (engine.cpuMs() - before) / rounds }
}

async function tileRows(engine: CubesEngine, reading: Reading): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [name, asking] of questions()) {
    const one = async () => {
      const began = performance.now()
      const feed = await reading.feed()
      await answers(reading, [asking], { ordinal: feed.ordinal, feed })
      return performance.now() - began
    }
    const read = await engine.selectedRows(reading.cubes)
    const first = await one()
    const scanned = (await engine.selectedRows(reading.cubes)) - read
    const { p50, p95, cpu } = await measured(engine, 10, one)
    const words = `first ${first.toFixed(0)}, p50 ${p50.toFixed(0)}, cpu ${cpu.toFixed(0)} ms, ${Math.round(scanned / 1000)}k rows read`
    rows.push(row(`  ${name}: ${words}; p95`, p95, 'ms'))
  }
  return rows
}

/** Fills the tables of an engine and starts it anew, so that nothing has been read yet. */
async function filled(engine: CubesEngine, cases: number) {
  const options = { url: engine.url, database: 'leaders' }
  const filling = new Cubes(options)
  await migrate(filling, options, 'feed')
  await migrate(filling, options, 'cubes')
  const began = performance.now()
  const ordinal = await millionCases(filling, cases)
  const seconds = (performance.now() - began) / 1000
  await makeCurrent({ generation: 'bench', cubes: filling, control: filling })
  await filling.run('OPTIMIZE TABLE case_now_v1 FINAL')
  await filling.close()
  engine.kill()
  const cubes = new Cubes({ ...options, patienceMs: 60_000 })
  await cubes.run('SELECT 1')
  return { cubes, ordinal, seconds }
}

const cpu = (ms: number) => `(engine's processor ${ms.toFixed(0)} ms)`
const limited = (ms: number, limit: number) => ({ goal: `< ${limit}`, ok: ms < limit })

export async function leadersPage(engine: CubesEngine, cases: number): Promise<BenchRow[]> {
  const { cubes, seconds } = await filled(engine, cases)
  const reading = new Reading(cubes)
  const cold = await measured(engine, 1, () => page(reading))
  const warm = await measured(engine, 20, () => page(reading))
  const several = await measured(engine, 20, () => batch(reading))
  const kept = await keptPage(cubes, 40)
  // Day 375 of 400, eight ordinals a case.
  const earlier = await measured(engine, 3, () => page(reading, Math.floor(cases * 7.5)))
  const each = await tileRows(engine, reading)
  await cubes.close()
  const name = `leaders' page of ${tiles.length} tiles, ${cases.toLocaleString('en')} cases`
  const history = `history of ${(7 * cases).toLocaleString('en')} changes`
  return [
    row(`${name}, cold ${cpu(cold.cpu)}`, cold.p50, 'ms', limited(cold.p50, 1_000)),
    row(`${name}, warm p50 ${cpu(warm.cpu)}`, warm.p50, 'ms'),
    row(`${name}, warm p95`, warm.p95, 'ms', limited(warm.p95, 300)),
    row(`${name}, in one request, p50 ${cpu(several.cpu)}`, several.p50, 'ms'),
    row(`${name}, in one request, p95`, several.p95, 'ms', limited(several.p95, 300)),
    row(`${name}, asked again while nothing was fed, p95`, quantile(kept, 0.95), 'ms'),
    row(`${name}, as of ten days before (${history}) ${cpu(earlier.cpu)}`, earlier.p50, 'ms'),
    ...each,
    row('filling its facts inside the engine', seconds, 's'),
  ]
}
