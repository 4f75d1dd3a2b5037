/** `npm run bench`: every figure that the README quotes, as a table and as JSON in bench-results/. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { benchAppended } from './appendedBench.ts'
import { benchCity } from './cityBench.ts'
import { benchCommands, type Row } from './commandBench.ts'
import { benchCubes } from './cubesBench.ts'
import { benchLive } from './liveBench.ts'
import { benchLog } from './logBench.ts'
import { plainPeer } from './plainPeer.ts'
import { benchProjections } from './projectionBench.ts'
import { benchRebuild } from './rebuildBench.ts'
import { benchVerify } from './verifyBench.ts'
import { benchW5 } from './w5Bench.ts'

const peerCases = 400

/** Beside the peer, in the same run: these machines are noisy, and a ratio is not. */
async function commands(): Promise<Row[]> {
  const rows = await benchCommands()
  const peer = await plainPeer(peerCases)
  const life = rows[0]?.value ?? Number.NaN
  const what = 'the same at a plain Fastify + PostgreSQL table with an audit table'
  if (peer === undefined)
    return [
      ...rows,
      { what: `${what}: not measured, PostgreSQL is not installed`, goal: '', value: Number.NaN, unit: '', ok: null },
    ]
  const ratio = Math.round((life / peer) * 100) / 100
  return [
    ...rows,
    { what, goal: '', value: Math.round(peer), unit: 'cases/s', ok: null },
    { what: 'ratio to that peer', goal: '≥ 1.5', value: ratio, unit: '×', ok: ratio >= 1.5 },
  ]
}

const parts: Record<string, () => Promise<readonly object[]>> = {
  log: benchLog,
  commands,
  live: benchLive,
  projections: benchProjections,
  verify: benchVerify,
  cubes: async () => [...(await benchCubes()), ...(await benchAppended())],
  rebuild: benchRebuild,
  w5: benchW5,
  city: benchCity,
}

const { positionals } = parseArgs({ allowPositionals: true })
const unknown = positionals.find((name) => !(name in parts))
if (unknown !== undefined) {
  process.stderr.write(`There is no part "${unknown}". There are: ${Object.keys(parts).join(', ')}.\n`)
  process.exit(2)
}
const wanted = positionals.length > 0 ? positionals : Object.keys(parts)
const results: Record<string, readonly object[]> = {}
for (const name of wanted) {
  process.stdout.write(`\n${name}\n`)
  results[name] = (await parts[name]?.()) ?? []
  console.table(results[name])
}
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
}
const folder = join(import.meta.dirname, '..', '..', 'bench-results')
mkdirSync(folder, { recursive: true })
const file = join(folder, `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json`)
writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 1)}\n`)
process.stdout.write(
  `\n${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, Node ${machine.node}\nwritten to ${file}\n`,
)
process.exit(0)
