/**
 * `npm run bench w5`: the peers' monthly reports over W5_ROWS rows (10M), at PostgreSQL, DuckDB and the cubes: the product's own table,
 * and beside it what the same engine does with tables made for these reports, which the product does not have.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { CubesEngine } from '../support/cubesEngine.ts'
import { quantile, row, type BenchRow } from './benchRow.ts'
import { loadOwnTables, loadProduct } from './w5Cubes.ts'
import { loadDuck, loadPostgres, type Loaded, type Peer } from './w5Engines.ts'
import { writeFacts } from './w5Facts.ts'
import { reports, type Report } from './w5Queries.ts'
import { difference, type Answer } from './w5Same.ts'

const rounds = 5
const scanGoals: ReadonlyArray<readonly [peer: string, times: number]> = [
  ['PostgreSQL', 20],
  ['DuckDB', 3],
]
const drillLimit = 5

type Found = { readonly median: number; readonly answer: Answer }

/** In turns, so that whatever else the machine does hits everybody. */
async function inTurns(peers: readonly Peer[], report: Report): Promise<ReadonlyMap<string, Found>> {
  const times = new Map(peers.map(({ name }) => [name, [] as number[]]))
  const found = new Map<string, Found>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const peer of peers) {
      const began = performance.now()
      const answer = await peer.ask(report)
      // The first time warms up.
      if (round > 0) times.get(peer.name)?.push(performance.now() - began)
      found.set(peer.name, { median: quantile(times.get(peer.name) ?? [], 0.5), answer })
    }
  }
  return found
}

function ratios(report: Report, found: ReadonlyMap<string, Found>): BenchRow[] {
  const ours = found.get('cubes')?.median ?? Number.NaN
  if (report === 'drill')
    return [row('drill at the cubes', ours, 'ms', { goal: `< ${drillLimit}`, ok: ours < drillLimit })]
  return scanGoals.flatMap(([peer, least]) => {
    const theirs = found.get(peer)?.median
    if (theirs === undefined) return []
    const times = theirs / ours
    return [
      row(`${report}: ${peer} takes so many times the cubes' time`, times, '×', {
        goal: `≥ ${least}`,
        ok: times >= least,
      }),
    ]
  })
}

function same(report: Report, found: ReadonlyMap<string, Found>): BenchRow {
  const [first, ...others] = [...found.values()]
  const wrong = others.map(({ answer }) => first && difference(report, first.answer, answer)).find(Boolean)
  const what = `${report}: everybody says the same, value by value${wrong === undefined ? '' : ` (not so: ${wrong})`}`
  return row(what, Number(wrong === undefined), 'yes = 1', { goal: '1', ok: wrong === undefined })
}

const loading = (name: string, loaded: Loaded | undefined): BenchRow =>
  loaded
    ? row(`loading, indexes and roll-ups at ${name} (${Math.round(loaded.bytes / 2 ** 20)} MiB)`, loaded.seconds, 's')
    : row(`${name} is not installed here and was not measured`, Number.NaN, '')

/** All reports, once everybody is loaded. */
export async function compared(peers: readonly Peer[], rows: number): Promise<BenchRow[]> {
  const all: BenchRow[] = []
  for (const report of reports) {
    const found = await inTurns(peers, report)
    for (const [name, { median }] of found)
      all.push(row(`${report}, ${rows.toLocaleString('en')} rows: ${name}`, median, 'ms'))
    all.push(same(report, found), ...ratios(report, found))
  }
  return all
}

export async function benchW5(): Promise<BenchRow[]> {
  const rows = Number(process.env['W5_ROWS'] ?? 10_000_000)
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-w5-'))
  // PostgreSQL's server reads the file itself, as another user.
  chmodSync(folder, 0o755)
  const csv = join(folder, 'facts.csv')
  const engine = await CubesEngine.start()
  let peers: readonly Peer[] = []
  try {
    writeFacts(csv, rows)
    const cubes = await loadProduct(engine, csv)
    const own = await loadOwnTables(engine, csv)
    const duck = await loadDuck(csv, folder)
    const postgres = await loadPostgres(csv)
    peers = [postgres, duck, cubes, own].flatMap((loaded) => loaded?.peers ?? [])
    const loads = [
      loading('PostgreSQL', postgres),
      loading('DuckDB', duck),
      loading('the cubes', cubes),
      loading('tables made for the reports', own),
    ]
    return [...loads, ...(await compared(peers, rows))]
  } finally {
    for (const peer of peers) await peer.stop()
    await engine.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  console.table(await benchW5())
  process.exit(0)
}
