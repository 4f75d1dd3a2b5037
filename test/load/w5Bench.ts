/** `npm run bench w5`: the peers' monthly reports over W5_ROWS rows (10M), at PostgreSQL, DuckDB and the cubes. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { CubesEngine } from '../support/cubesEngine.ts'
import { quantile, row, type BenchRow } from './benchRow.ts'
import { loadCubes, loadDuck, loadPostgres, type Loaded, type Peer } from './w5Engines.ts'
import { writeFacts } from './w5Facts.ts'
import { countColumn, reports, type Report } from './w5Queries.ts'

const rounds = 5
const scanGoals: ReadonlyArray<readonly [peer: string, times: number]> = [
  ['PostgreSQL', 20],
  ['DuckDB', 3],
]
const drillLimit = 5

type Found = { readonly median: number; readonly rows: number; readonly cases: number }

async function timed(peer: Peer, report: Report): Promise<Found & { ms: number }> {
  const began = performance.now()
  const rows = await peer.ask(report)
  const ms = performance.now() - began
  const cases = rows.reduce((sum, one) => sum + Number(one[countColumn[report]]), 0)
  return { ms, median: ms, rows: rows.length, cases }
}

/** In turns, so that whatever else the machine does hits everybody. */
async function inTurns(peers: readonly Peer[], report: Report): Promise<ReadonlyMap<string, Found>> {
  const times = new Map(peers.map(({ name }) => [name, [] as number[]]))
  const found = new Map<string, Found>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const peer of peers) {
      const { ms, rows, cases } = await timed(peer, report)
      // The first time warms up.
      if (round > 0) times.get(peer.name)?.push(ms)
      found.set(peer.name, { median: quantile(times.get(peer.name) ?? [], 0.5), rows, cases })
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
  const answers = new Set([...found.values()].map(({ rows, cases }) => `${rows} rows, ${cases} cases`))
  const ok = answers.size === 1
  return row(`${report}: everybody says ${[...answers].join(' or ')}`, Number(ok), 'yes = 1', { goal: '1', ok })
}

const loading = (name: string, loaded: Loaded | undefined): BenchRow =>
  loaded
    ? row(`loading, indexes and roll-ups at ${name} (${Math.round(loaded.bytes / 2 ** 20)} MiB)`, loaded.seconds, 's')
    : row(`${name} is not installed here and was not measured`, Number.NaN, '')

export async function benchW5(): Promise<BenchRow[]> {
  const rows = Number(process.env['W5_ROWS'] ?? 10_000_000)
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-w5-'))
  // PostgreSQL's server reads the file itself, as another user.
  chmodSync(folder, 0o755)
  const csv = join(folder, 'facts.csv')
  const engine = await CubesEngine.start()
  const all: BenchRow[] = []
  let peers: readonly Peer[] = []
  try {
    writeFacts(csv, rows)
    const cubes = await loadCubes(engine, csv)
    const duck = await loadDuck(csv, folder)
    const postgres = await loadPostgres(csv)
    peers = [postgres, duck, cubes].flatMap((loaded) => loaded?.peers ?? [])
    all.push(loading('PostgreSQL', postgres), loading('DuckDB', duck), loading('the cubes', cubes))
    for (const report of reports) {
      const found = await inTurns(peers, report)
      for (const [name, { median }] of found)
        all.push(row(`${report}, ${rows.toLocaleString('en')} rows: ${name}`, median, 'ms'))
      all.push(same(report, found), ...ratios(report, found))
    }
    return all
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
