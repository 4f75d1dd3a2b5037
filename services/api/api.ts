import { join } from 'node:path'

import { accessEvents } from '../access/events.ts'
import type { Door } from '../city/doors.ts'
import { demoPassword } from '../city/seedWorld.ts'
import { dictionaryEvents } from '../dictionaries/events.ts'
import { ReferenceBook } from '../dictionaries/referenceData.ts'
import { importEvents } from '../imports/events.ts'
import type { EventCatalogue } from '../kernel/event.ts'
import type { EventStore, RecordedEvent } from '../kernel/eventStore.ts'
import { Handler, type Ledger } from '../kernel/handle.ts'
import type { Installation } from '../kernel/installation.ts'
import { recorderOf } from '../kernel/recorder.ts'
import { PlaceBook } from '../places/placeBook.ts'
import { Accounts } from '../staff/accounts.ts'
import { staffEvents } from '../staff/events.ts'
import { openSessions } from '../staff/sessions.ts'
import type { ConnectedVault } from '../vault/client.ts'
import { buildApp } from './app.ts'
import { erasing } from './erasing.ts'
import { followPicture } from './following.ts'
import { demoBegins, demoRoutes, foundCity } from './founding/demo.ts'
import { firstAdministrator } from './founding/firstAccounts.ts'
import { setUpInstallation } from './founding/setUp.ts'
import { listen } from './listening.ts'
import type { ReadSide } from './parts.ts'
import { commandRooms } from './rooms.ts'
import { routesOf } from './routes.ts'
import { BadSetting, type Settings } from './settings.ts'

export type Neighbours = {
  readonly store: EventStore
  readonly vault: ConnectedVault
  readonly signal: AbortSignal
  readonly say: (level: string, message: string) => void
  readonly readSide: ReadSide
}

export type Api = {
  readonly url: string
  readonly signIn: readonly string[]
  /** Settles when the log can no longer be followed. */
  readonly ended: Promise<void>
  close(): Promise<void>
}

const recordable: EventCatalogue = { ...accessEvents, ...importEvents, ...staffEvents, ...dictionaryEvents }

const now = () => new Date().toISOString()
const sessionsOf = ({ dataDir }: Settings) => openSessions(join(dataDir, 'sessions.sqlite'))

/** Founds an empty log, catches up with the rest, and listens. */
export async function startApi(settings: Settings, neighbours: Neighbours): Promise<Api> {
  const { store, vault, signal, say, readSide } = neighbours
  const installation = await founded(settings, neighbours)
  const book = new ReferenceBook(installation.timeZone)
  const accounts = new Accounts()
  const places = new PlaceBook()
  const erasures = erasing({ store, vault, installation, readSide, signal, say })
  const forget = (ids: readonly string[]) => vault.forget(ids)
  const picture = { accounts, book, places, forget, erasure: (event: RecordedEvent) => erasures.apply(event) }
  const followed = followPicture(store, settings.dataDir, picture, signal)
  const { ended } = await followed.begin()
  erasures.begin()
  const ledger: Ledger = {
    store,
    vault,
    installation,
    reference: (at) => book.snapshot(at),
    fingerprintSecret: await vault.secret('fingerprint'),
  }
  const handler = new Handler(ledger)
  const rooms = commandRooms({ ledger, reached: (position) => followed.reached(position) })
  const doors = installation.kind === 'demo' ? await foundCity({ ledger, handler, rooms }) : []
  const first = { ledger, handler, rooms, accounts }
  const signIn = doors.length > 0 ? doorLines(doors) : await firstAdministrator(first, settings.dataDir)
  const lookup = { sessions: sessionsOf(settings), accounts, now, timeZone: installation.timeZone }
  const recorder = recorderOf({ store, vault, installation, catalogue: recordable, now })
  const logError = (error: unknown, about: string) =>
    say('error', `${about}: ${String((error as Error).stack ?? error)}`)
  const app = await buildApp({ logError, proxies: settings.proxies })
  const nameOf = (id: string) => accounts.byId(id)?.name
  const parts = { settings, ledger, handler, rooms, recorder, lookup, vault, book, places, nameOf }
  await routesOf(app, parts, readSide)
  demoRoutes(app, parts, doors)
  await listen(app, settings)
  const close = async () => {
    await app.close()
    await Promise.allSettled([store.close(), vault.close(), readSide.close()])
  }
  return { url: `http://${settings.host}:${settings.port}`, signIn, ended, close }
}

async function founded(
  { start, timeZone, hashAlg, production }: Settings,
  { store, vault }: Neighbours,
): Promise<Installation> {
  const kind = start === 'demo' ? 'demo' : 'real'
  const demo = kind === 'demo' ? { now: demoBegins(), seed: process.env['CITY_SEED'] ?? '1' } : { now: now() }
  const installation = await setUpInstallation({ store, vault, kind, timeZone, hashAlg, ...demo })
  if (production && installation.kind === 'demo') {
    throw new BadSetting(
      'this log is a demo: its accounts are open to everybody. Give production a DATA_DIR of its own',
    )
  }
  return installation
}

const doorLines = (doors: readonly Door[]) => [
  'open the page and choose a door: agent, handler, leader, auditor',
  `or type one of ${doors.map(({ login }) => login).join(', ')} with the password ${demoPassword}`,
]
