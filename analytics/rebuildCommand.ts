/** `npm run rebuild -- cubes`: new cubes beside the old ones, compared, put in place, and what that has shown. */
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { RebuildOrder } from './kernel/rebuildOrder.ts'

const dataDir = resolve(process.env['DATA_DIR'] ?? join(import.meta.dirname, '..', 'data'))
const orders = new RebuildOrder(join(dataDir, 'cubes-feeder'))
const order = orders.give()
const until = Date.now() + Number(process.env['REBUILD_PATIENCE_S'] ?? 3600) * 1000
let found = orders.certificate(order)
while (!found && Date.now() < until) {
  await sleep(200)
  found = orders.certificate(order)
}
if (!found) {
  process.stderr.write(`Not yet rebuilt: cubes. The order stays; is Minsheng running on ${dataDir}?\n`)
  process.exit(1)
}
if ('failed' in found) {
  process.stderr.write(`The cubes could not be rebuilt: ${found.failed} The old ones stay.\n`)
  process.exit(1)
}
const { ok, proof, before, different, seconds, pausedSeconds } = found
const same = different.length === 0
const lines = [
  `Rebuilt the cubes from ${proof.ordinal} events of ${proof.streams.count} streams in ${seconds} s; feeding paused for ${pausedSeconds} s.`,
  `  digest   ${proof.digest}`,
  `  before   ${before.digest}${same ? ' (the same)' : ` (differs in ${different.join(', ')})`}`,
  ...before.problems.map((problem) => `  the old cubes: ${problem}`),
  ...proof.problems.map((problem) => `  problem  ${problem}`),
  ok ? '  every event of the log is there once; the new cubes are read now' : '  the old cubes stay in place',
]
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = ok ? 0 : 1
