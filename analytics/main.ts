/** The feeder: turns the log into the cubes. One per installation. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { connectEventStore } from '../services/kernel/eventStoreDb.ts'
import { Keeper } from './kernel/keeper.ts'
import { RebuildOrder } from './kernel/rebuildOrder.ts'

const log = (entry: object) => process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`)

function fail(message: string): never {
  log({ level: 'fatal', message })
  process.exit(78)
}

const setting = (name: string) => process.env[name] ?? fail(`${name} is not set.`)
const folder = join(resolve(setting('DATA_DIR')), 'cubes-feeder')
mkdirSync(folder, { recursive: true, mode: 0o700 })

const stopping = new AbortController()
const { signal } = stopping
const store = connectEventStore(setting('EVENTSTORE_URL'))
const keeper = new Keeper({ folder, store, cubes: { url: setting('CLICKHOUSE_URL') }, signal, log })
const orders = new RebuildOrder(folder)

const end = () => stopping.abort()
process.on('SIGTERM', end)
process.on('SIGINT', end)
process.stdin.on('end', end).resume()

async function obey(): Promise<void> {
  while (!signal.aborted) {
    await sleep(1_000, undefined, { signal })
    const order = orders.open()
    if (order === undefined || !keeper.isRunning) continue
    try {
      orders.close(await keeper.rebuild(order))
    } catch (error) {
      // Stopped in the middle: the order stays for the next start.
      if (signal.aborted) return
      orders.close({ order, failed: (error as Error).message })
      log({ level: 'error', message: (error as Error).message, stack: (error as Error).stack })
    }
  }
}

try {
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
  await Promise.all([keeper.run(), obey().catch(() => undefined)])
} catch (error) {
  if (!signal.aborted) {
    log({ level: 'error', message: (error as Error).message, stack: (error as Error).stack })
    process.exitCode = 1
  }
} finally {
  await store.close().catch(() => undefined)
}
process.exit()
