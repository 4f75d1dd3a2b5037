import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { cubesDigest } from '../../analytics/kernel/digest.ts'
import { Feeder } from '../../analytics/kernel/feeder.ts'
import { FeederState } from '../../analytics/kernel/feederState.ts'
import { cityFacts, writeAll } from '../support/aCityOfFacts.ts'
import { CubesEngine, currentCubes } from '../support/cubesEngine.ts'
import { FactLog } from '../support/factLog.ts'
import { MemoryEventStore } from '../support/memoryEventStore.ts'
import { quantile, row, type BenchRow } from './benchRow.ts'
import { leadersPage } from './cubesPageBench.ts'

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
  const cubes = await currentCubes({ url, database: name })
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
