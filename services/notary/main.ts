/** The notary's process: seals the log. EVENTSTORE_URL, VAULT_URL, DATA_DIR. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { EventStore } from '../kernel/eventStore.ts'
import { connectEventStore } from '../kernel/eventStoreDb.ts'
import { installationStream, type Installation } from '../kernel/installation.ts'
import type { Words } from '../kernel/refusal.ts'
import { connectVault } from '../vault/client.ts'
import { Disagreement } from './disagreement.ts'
import { Notary } from './notary.ts'

const now = () => new Date().toISOString()
const say = (level: 'info' | 'error' | 'fatal', words: Words) =>
  process.stderr.write(`${JSON.stringify({ level, at: now(), process: 'notary', message: words.en, words })}\n`)

function required(name: string): string {
  const value = process.env[name]
  if (value) return value
  say('fatal', { zh: `缺少环境变量 ${name}`, en: `${name} is not set` })
  return process.exit(78)
}

/** Waits for the log's first event: a new installation is created by the API. */
async function installationOf(store: EventStore, signal: AbortSignal): Promise<Installation | undefined> {
  while (!signal.aborted) {
    const { events } = await store.read(installationStream, { maxCount: 1 })
    if (events[0]) return JSON.parse(events[0].dataText) as Installation
    await sleep(250, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

const folder = join(resolve(required('DATA_DIR')), 'seals')
const store = connectEventStore(required('EVENTSTORE_URL'))
const vault = connectVault(required('VAULT_URL'))
const ending = new AbortController()
const { signal } = ending
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => ending.abort())
process.stdin.on('end', () => ending.abort()).resume()

/** What `GET /api/health` shows of the notary. */
const tell = (state: { sealing: boolean; problem?: Words }) =>
  writeFileSync(join(folder, 'state.json'), `${JSON.stringify({ ...state, at: now() })}\n`)

async function work(): Promise<void> {
  const installation = await installationOf(store, signal)
  if (!installation) return
  mkdirSync(folder, { recursive: true })
  try {
    tell({ sealing: true })
    await new Notary({ store, vault, installation, folder, now }).run(signal)
  } catch (error) {
    if (!(error instanceof Disagreement)) throw error
    // Starting again would not help, and ending would stop the house: it stays, says so, and seals nothing.
    tell({ sealing: false, problem: error.words })
    while (!signal.aborted) {
      say('error', error.words)
      await sleep(60_000, undefined, { signal }).catch(() => undefined)
    }
  }
}

process.stdout.write(`${JSON.stringify({ ready: true, process: 'notary' })}\n`)
try {
  await work()
} catch (error) {
  say('error', { zh: `公证进程出错：${String(error)}`, en: `The notary failed: ${String(error)}` })
  process.exitCode = 1
} finally {
  await Promise.allSettled([store.close(), vault.close()])
}
process.exit()
