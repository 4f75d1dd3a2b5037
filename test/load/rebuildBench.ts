/** `npm run bench rebuild`: all cubes from REBUILD_EVENTS events (10M), twice, by the digest of what came out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { cubesDigest } from '../../analytics/kernel/digest.ts'
import { Feeder } from '../../analytics/kernel/feeder.ts'
import { FeederState } from '../../analytics/kernel/feederState.ts'
import { dropCubes } from '../../analytics/kernel/migrate.ts'
import { CubesEngine } from '../support/cubesEngine.ts'
import { row, type BenchRow } from './benchRow.ts'
import { ToldLog } from './cubesEvents.ts'

type Pass = { readonly seconds: number; readonly digest: string; readonly ownCpu: number; readonly engineCpu: number }

async function pass(engine: CubesEngine, store: ToldLog, folder: string): Promise<Pass> {
  const file = join(folder, 'state.sqlite')
  const state = new FeederState(file)
  const cubes = { url: engine.url, database: 'rebuilt' }
  const feeder = new Feeder({ store, state, cubes, signal: new AbortController().signal, lingerMs: 1 })
  const own = process.cpuUsage()
  const engineBefore = engine.cpuMs()
  const began = performance.now()
  await feeder.begin()
  await feeder.run(await store.head())
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(own)
  const engineCpu = (engine.cpuMs() - engineBefore) / 1000
  const { digest } = await cubesDigest(feeder.filling.cubes)
  await feeder.close()
  state.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  await dropCubes(cubes, 'rebuilt')
  return { seconds, digest, ownCpu: (user + system) / 1e6, engineCpu }
}

export async function benchRebuild(): Promise<BenchRow[]> {
  const store = new ToldLog(Number(process.env['REBUILD_EVENTS'] ?? 10_000_000))
  const engine = await CubesEngine.start()
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-rebuild-bench-'))
  try {
    const first = await pass(engine, store, folder)
    const second = await pass(engine, store, folder)
    const same = first.digest === second.digest
    const name = `rebuild of all cubes from ${store.length.toLocaleString('en')} events`
    return [
      row(name, first.seconds, 's'),
      row(`${name}, again`, second.seconds, 's'),
      row(`${name}, events per second`, store.length / first.seconds, 'events/s'),
      row('  processor time of the feeder (with telling the log)', first.ownCpu, 's'),
      row('  processor time of the engine', first.engineCpu, 's'),
      row('the same digest twice', Number(same), 'yes = 1', { goal: '1', ok: same }),
    ]
  } finally {
    await engine.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  console.table(await benchRebuild())
  process.exit(0)
}
