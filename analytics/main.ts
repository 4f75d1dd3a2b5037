/** The feeder: turns the log into the cubes. One per installation. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { connectEventStore } from '../services/kernel/eventStoreDb.ts'
import { Feeder } from './kernel/feeder.ts'
import { FeederState } from './kernel/feederState.ts'

const log = (entry: object) => process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`)

function fail(message: string): never {
  log({ level: 'fatal', message })
  process.exit(78)
}

const setting = (name: string) => process.env[name] ?? fail(`${name} is not set.`)
const folder = join(resolve(setting('DATA_DIR')), 'cubes-feeder')
mkdirSync(folder, { recursive: true, mode: 0o700 })

const stopping = new AbortController()
const store = connectEventStore(setting('EVENTSTORE_URL'))
const state = new FeederState(join(folder, 'state.sqlite'))
const feeder = new Feeder({ store, state, cubes: { url: setting('CLICKHOUSE_URL') }, signal: stopping.signal, log })

const end = () => stopping.abort()
process.on('SIGTERM', end)
process.on('SIGINT', end)
process.stdin.on('end', end).resume()

try {
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
  await feeder.begin()
  await feeder.run()
} catch (error) {
  if (!stopping.signal.aborted) {
    log({ level: 'error', message: (error as Error).message, stack: (error as Error).stack })
    process.exitCode = 1
  }
} finally {
  await Promise.allSettled([feeder.close(), store.close()])
  state.close()
}
process.exit()
