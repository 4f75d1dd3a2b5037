/** The projector process: the one writer of the views on this machine. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { connectEventStore } from '../services/kernel/eventStoreDb.ts'
import { connectVault } from '../services/vault/client.ts'
import { projections } from './all.ts'
import { stderrLog as log } from './kernel/logLine.ts'
import { Orders } from './kernel/orders.ts'
import { Projector } from './kernel/projector.ts'
import { tryLock } from './kernel/sqlite.ts'

const hopeless = 78
const lockPatienceMs = 20_000

function required(name: string): string {
  const value = process.env[name]
  if (value) return value
  log('error', `${name} is not set`)
  return process.exit(hopeless)
}

/** A predecessor that is ending holds its lock until it has ended. */
async function lock(folder: string): Promise<void> {
  const until = Date.now() + lockPatienceMs
  let held = tryLock(join(folder, 'projector.lock'))
  while (!held) {
    if (Date.now() > until) {
      log('error', `another projector writes in ${folder}; stop it first`)
      process.exit(hopeless)
    }
    await sleep(100)
    held = tryLock(join(folder, 'projector.lock'))
  }
  // Held for good: an object that nobody remembers is collected, and its lock with it.
  const lasting = held
  process.on('exit', () => lasting.release())
}

async function obey(orders: Orders, projector: Projector, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const name of orders.open()) await carryOut(name, orders, projector, signal)
    await sleep(250, undefined, { signal }).catch(() => undefined)
  }
}

async function carryOut(name: string, orders: Orders, projector: Projector, signal: AbortSignal): Promise<void> {
  try {
    await projector.rebuild(name)
  } catch (error) {
    log('error', 'a rebuild failed', { projection: name, error: String(error) })
  }
  // An order that was interrupted is carried out after the next start.
  if (!signal.aborted) orders.done(name)
}

const folder = join(required('DATA_DIR'), 'views')
mkdirSync(folder, { recursive: true })
await lock(folder)
const ending = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => ending.abort())
process.stdin.on('end', () => ending.abort()).resume()

const store = connectEventStore(required('EVENTSTORE_URL'))
const vault = connectVault(required('VAULT_URL'))
const { signal } = ending
const projector = new Projector({ store, vault, folder, projections, signal, log })
const stale = projector.open()
try {
  const running = projector.run(stale)
  process.stdout.write(`${JSON.stringify({ ready: true, projections: projections.map(({ name }) => name) })}\n`)
  await Promise.all([running, obey(new Orders(folder), projector, signal)])
} catch (error) {
  log('error', error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  ending.abort()
  await Promise.allSettled([store.close(), vault.close()])
}
process.exit()
