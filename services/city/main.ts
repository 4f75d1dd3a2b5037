/** The city's process: makes a demo log look like a year of a city's hotline, and lives on. DATA_DIR, EVENTSTORE_URL, VAULT_URL, CITY_DAYS, CITY_CASES, CITY_SEED. */
import { setPriority } from 'node:os'
import { join } from 'node:path'

import { commandRooms } from '../api/rooms.ts'
import { issueNumbers } from '../casenumbers/blocks.ts'
import { caseNumberEvents } from '../casenumbers/events.ts'
import { formatCaseNumber } from '../cases/caseNumber.ts'
import { ReferenceBook } from '../dictionaries/referenceData.ts'
import type { Actor } from '../kernel/event.ts'
import { connectEventStore } from '../kernel/eventStoreDb.ts'
import type { Ledger } from '../kernel/handle.ts'
import { reserve } from '../kernel/reserve.ts'
import { reachingGrant } from '../staff/permissions.ts'
import { connectVault } from '../vault/client.ts'
import type { Dispatch } from './act.ts'
import { readCityFile, writeWhole, type CityFile, type Progress } from './cityFile.ts'
import { dispatchTo } from './dispatchTo.ts'
import { firstFound, keepUp, worldIsThere } from './foundLog.ts'
import { iso } from './hours.ts'
import type { City } from './life.ts'
import { cityOf, type Wanted } from './lives.ts'
import { presentOf, runCity, type Told } from './runCity.ts'

const say = (level: string, message: string, more: object = {}) =>
  process.stderr.write(
    `${JSON.stringify({ at: new Date().toISOString(), level, process: 'city', message, ...more })}\n`,
  )

function setting(name: string, fallback?: string): string {
  const value = process.env[name] ?? fallback
  if (value) return value
  say('error', `${name} is not set; npm start sets it`)
  return process.exit(78)
}

/** Case numbers from blocks that are reserved on the city's clock. */
function numbering(ledger: Ledger): (at: string) => Promise<string> {
  const node: Actor = { kind: 'simulator', id: 'city-numbers' }
  const numberOf = issueNumbers({
    node: node.id,
    timeZone: ledger.installation.timeZone,
    reserve: (stream, fact, at) =>
      reserve(ledger, { origin: 'synthetic', stream, fact, catalogue: caseNumberEvents, at, actor: node }),
    isReserved: async (stream) => (await ledger.store.read(stream, { maxCount: 1 })).revision !== 'none',
  })
  return async (at) => formatCaseNumber(await numberOf(at))
}

function dispatching(ledger: Ledger, city: City): Dispatch {
  const rooms = commandRooms({ ledger, reached: () => Promise.resolve() })
  return dispatchTo({ ledger, rooms, numberAt: numbering(ledger), grantOf: reachingGrant }, city)
}

const ending = new AbortController()
const { signal } = ending
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => ending.abort())
process.stdin.on('end', () => ending.abort()).resume()
setPriority(10)

const dataDir = setting('DATA_DIR')
const store = connectEventStore(setting('EVENTSTORE_URL'))
const vault = connectVault(setting('VAULT_URL'))
process.stdout.write(`${JSON.stringify({ ready: true, process: 'city' })}\n`)

function wantedFor(installation: { readonly id: string; readonly seed?: string }, beganAt: string): Wanted {
  const [days, cases] = [Number(setting('CITY_DAYS', '400')), Number(setting('CITY_CASES', '12000'))]
  const seed = installation.seed ?? setting('CITY_SEED', '1')
  return { seed, days, cases, until: presentOf(beganAt, days), installation: installation.id }
}

async function live(): Promise<void> {
  const { installation, beganAt } = await firstFound(store, signal)
  if (installation.kind !== 'demo') {
    say('info', 'this is no demo: the city stays away')
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  }
  const wanted = wantedFor(installation, beganAt)
  const city = cityOf(wanted)
  await worldIsThere(store, city, signal)
  const book = new ReferenceBook(installation.timeZone)
  await keepUp(store, book, { signal, failed: (error) => say('warn', String(error)) })
  const reference = (at: string) => book.snapshot(at)
  const fingerprintSecret = await vault.secret('fingerprint')
  const { doneUpTo, counts } = readCityFile(join(dataDir, 'city.json'), wanted)
  await runCity({
    city,
    wanted,
    dispatch: dispatching({ store, vault, installation, reference, fingerprintSecret }, city),
    signal,
    doneUpTo,
    counts,
    now: () => Date.now(),
    onRefusal: ({ command, key, life }, { code, message }) =>
      say('info', 'refused; people have the case', { command, key, life, code, why: message }),
    report: (told) => keep(told, wanted),
  })
}

function keep(
  { state, share, doneUpTo, counts }: Told,
  wanted: Pick<CityFile, 'seed' | 'days' | 'cases' | 'until'>,
): void {
  writeWhole(join(dataDir, 'city.json'), { ...wanted, doneUpTo, counts } satisfies CityFile)
  const { cases: made, events, refused, refusals } = counts
  const updatedAt = new Date().toISOString()
  const progress: Progress = { state, share, cases: made, events, refused, refusals, at: iso(doneUpTo), updatedAt }
  writeWhole(join(dataDir, 'run', 'city-progress.json'), progress)
}

try {
  await live()
} catch (error) {
  if (!signal.aborted) {
    say('error', (error as Error).stack ?? String(error))
    process.exitCode = 1
  }
} finally {
  ending.abort()
  await Promise.allSettled([store.close(), vault.close()])
}
process.exit()
