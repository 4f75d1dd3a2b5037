import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { projections } from '../../projections/all.ts'
import { digestOf } from '../../projections/kernel/digest.ts'
import type { AnyProjection } from '../../projections/kernel/projection.ts'
import { Projector } from '../../projections/kernel/projector.ts'
import { openForReading } from '../../projections/kernel/sqlite.ts'
import { Views } from '../../projections/kernel/views.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'
import { benchEvents, benchVault, logOf, type Row } from './projectionEvents.ts'
import { benchQueries } from './projectionQueries.ts'

type Built = { readonly seconds: number; readonly digest: string; readonly bytes: number }

/** Fills one projection from the start of the log, as a rebuild does. */
async function build(projection: AnyProjection, events: readonly RecordedEvent[]): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-views-'))
  const ending = new AbortController()
  const wiring = { store: logOf(events), vault: benchVault, folder, projections: [projection], signal: ending.signal }
  const projector = new Projector({ ...wiring, log: () => {} })
  const started = performance.now()
  const running = projector.run(projector.open())
  const views = new Views(folder, [projection])
  while (!(await views.reached([projection.name], events.at(-1)?.position))) await sleep(0)
  const seconds = (performance.now() - started) / 1000
  ending.abort()
  await running
  const file = views.read(projection.name).name
  const database = openForReading(file)
  const digest = await digestOf(database, projection)
  database.close()
  views.close()
  const bytes = statSync(file).size
  rmSync(folder, { recursive: true, force: true })
  return { seconds, digest, bytes }
}

async function rebuilds(count: number): Promise<Row[]> {
  const events = benchEvents(count)
  const rows: Row[] = []
  for (const projection of projections.filter(({ category }) => category === 'case')) {
    const [first, second] = [await build(projection, events), await build(projection, events)]
    const rate = Math.round(events.length / Math.min(first.seconds, second.seconds))
    // Cutting Chinese into pairs for the index is the whole cost of that one; it has no goal of its own.
    const goal = projection.name === 'caseSearch' ? 0 : 40_000
    const what = `rebuild of ${projection.name} from ${events.length} events`
    rows.push({ what, goal, value: rate, unit: 'events/s', ok: rate >= goal })
    const isSame = first.digest === second.digest
    rows.push({ what: `${projection.name}: same digest twice`, goal: 1, value: Number(isSame), unit: '', ok: isSame })
    const perCase = Math.round(first.bytes / (events.length / 8))
    rows.push({ what: `${projection.name}: disk per case`, goal: 0, value: perCase, unit: 'bytes', ok: true })
  }
  return rows
}

/** BENCH_SCALE: millions of events for the rebuilds (0.1). BENCH_CASES: cases for the questions (100000). */
export async function benchProjections(): Promise<Row[]> {
  const count = Math.round(Number(process.env['BENCH_SCALE'] ?? 0.1) * 1_000_000)
  const cases = Number(process.env['BENCH_CASES'] ?? 100_000)
  return [...(await rebuilds(count)), ...(await benchQueries(cases))]
}

if (import.meta.main) for (const row of await benchProjections()) process.stdout.write(`${JSON.stringify(row)}\n`)
