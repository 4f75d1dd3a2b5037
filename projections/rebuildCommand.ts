/** `npm run rebuild -- <name>|all`: orders new rows and waits until readers have them. */
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { projections } from './all.ts'
import { Orders } from './kernel/orders.ts'

const names = projections.map(({ name }) => name)
const wanted = process.argv[2] ?? ''
const chosen = wanted === 'all' ? names : names.filter((name) => name === wanted)
if (chosen.length === 0) {
  process.stderr.write(`usage: npm run rebuild -- <${['all', ...names].join('|')}>\n`)
  process.exit(2)
}

const dataDir = resolve(process.env['DATA_DIR'] ?? join(import.meta.dirname, '..', 'data'))
const orders = new Orders(join(dataDir, 'views'))
for (const name of chosen) orders.give(name)
const started = Date.now()
const patienceMs = Number(process.env['REBUILD_PATIENCE_S'] ?? 3600) * 1000
while (chosen.some((name) => orders.isOpen(name)) && Date.now() - started < patienceMs) await sleep(200)
const open = chosen.filter((name) => orders.isOpen(name))
if (open.length > 0) {
  process.stderr.write(`Not yet rebuilt: ${open.join(', ')}. The orders stay; is Minsheng running on ${dataDir}?\n`)
  process.exit(1)
}
process.stdout.write(`Rebuilt ${chosen.join(', ')} in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`)
