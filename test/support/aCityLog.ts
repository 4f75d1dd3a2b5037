import { setUpInstallation } from '../../services/api/founding/setUp.ts'
import { commandRooms } from '../../services/api/rooms.ts'
import { issueNumbers } from '../../services/casenumbers/blocks.ts'
import { caseNumberEvents } from '../../services/casenumbers/events.ts'
import { formatCaseNumber } from '../../services/cases/caseNumber.ts'
import { dispatchTo } from '../../services/city/dispatchTo.ts'
import { cityOf } from '../../services/city/lives.ts'
import { seedWorld } from '../../services/city/seedWorld.ts'
import { dictionaryNames, dictionaryStream } from '../../services/dictionaries/events.ts'
import { ReferenceBook } from '../../services/dictionaries/referenceData.ts'
import { commandRoom } from '../../services/kernel/commandRoutes.ts'
import type { EventStore } from '../../services/kernel/eventStore.ts'
import { Handler, type Ledger } from '../../services/kernel/handle.ts'
import { reserve } from '../../services/kernel/reserve.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { placeCommands } from '../../services/places/commands.ts'
import { placesId } from '../../services/places/events.ts'
import { places } from '../../services/places/places.ts'
import { setPassword } from '../../services/staff/credentials.ts'
import { reachingGrant } from '../../services/staff/permissions.ts'

export type CityLog = Awaited<ReturnType<typeof aCityLog>>

/** A demo log with the city's world in it, and a dispatch by which the city acts on it. */
export async function aCityLog(store: EventStore, vault: Vault, { seed, beganAt }: { seed: string; beganAt: string }) {
  const founding = { kind: 'demo', timeZone: 'Asia/Shanghai', hashAlg: 'sha256', now: beganAt, seed } as const
  const installation = await setUpInstallation({ store, vault, ...founding })
  const book = new ReferenceBook(installation.timeZone)
  const reached = async () => {
    for (const stream of dictionaryNames.map(dictionaryStream)) {
      for (const event of (await store.read(stream)).events) book.apply(event)
    }
  }
  await reached()
  const fingerprintSecret = await vault.secret('fingerprint')
  const ledger: Ledger = { store, vault, installation, reference: (at) => book.snapshot(at), fingerprintSecret }
  const rooms = [
    ...commandRooms({ ledger, reached }).filter(({ path }) => path !== 'dictionaries/places'),
    commandRoom('dictionaries/places', places, placeCommands, { id: placesId }),
  ]
  const handler = new Handler(ledger)
  await seedWorld({
    ledger,
    handler,
    rooms,
    seed,
    beganAt,
    setPassword: (account, word) => setPassword(vault, account, word),
  })
  const city = cityOf({ seed, installation: installation.id })
  const dispatch = dispatchTo({ ledger, rooms, numberAt: numbering(ledger), grantOf: reachingGrant }, city)
  return { installation, ledger, book, city, dispatch, store }
}

function numbering(ledger: Ledger) {
  const actor = { kind: 'simulator', id: 'city-numbers' } as const
  const issue = issueNumbers({
    node: actor.id,
    timeZone: ledger.installation.timeZone,
    reserve: (stream, fact, at) =>
      reserve(ledger, { origin: 'synthetic', stream, fact, catalogue: caseNumberEvents, at, actor }),
    isReserved: async (stream) => (await ledger.store.read(stream, { maxCount: 1 })).revision !== 'none',
  })
  return async (at: string) => formatCaseNumber(await issue(at))
}
