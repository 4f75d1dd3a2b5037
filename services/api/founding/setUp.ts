import { randomUUID } from 'node:crypto'

import { dictionaryEvents } from '../../dictionaries/events.ts'
import { seedDictionaries } from '../../dictionaries/seedDictionaries.ts'
import { installationEvents } from '../../installation/events.ts'
import { noTail, sealFacts } from '../../kernel/envelope.ts'
import { noDictionaries, type Actor, type EventCatalogue } from '../../kernel/event.ts'
import { RevisionConflict, type EventStore } from '../../kernel/eventStore.ts'
import { installationStream, type Installation } from '../../kernel/installation.ts'
import type { HashAlgorithm } from '../../kernel/proof.ts'
import type { Vault } from '../../kernel/vault.ts'
import { placeEvents, placesSeed } from '../../places/events.ts'

export type SetUp = {
  readonly store: EventStore
  readonly vault: Vault
  readonly kind: 'demo' | 'real'
  readonly timeZone: string
  readonly hashAlg: HashAlgorithm
  /** The writer's clock of the first events; a demo log begins where its synthetic history begins. */
  readonly now: string
  readonly seed?: string
}

const founder: Actor = { kind: 'automation', id: 'set-up' }

type Facts = readonly { type: string; data: unknown }[]

/** Appends to a stream that is not there yet; another process may have been quicker, with the same content. */
async function found(setUp: SetUp, installation: Installation, stream: string, facts: Facts) {
  const about = {
    now: setUp.now,
    occurredAt: setUp.now,
    actor: founder,
    origin: 'live',
    commandId: `set-up-${stream}`,
    versions: noDictionaries,
  } as const
  const catalogue: EventCatalogue = { ...installationEvents, ...dictionaryEvents, ...placeEvents }
  const sealed = await sealFacts(facts, about, { installation, vault: setUp.vault, catalogue, stream, tail: noTail })
  try {
    await setUp.store.append(stream, sealed, 'none')
  } catch (error) {
    if (!(error instanceof RevisionConflict)) throw error
  }
}

async function readInstallation(store: EventStore): Promise<Installation | undefined> {
  const { events } = await store.read(installationStream, { maxCount: 1 })
  return events[0] ? (JSON.parse(events[0].dataText) as Installation) : undefined
}

/** The log's installation; an empty log is founded first: installation, then the four dictionaries. */
export async function setUpInstallation(setUp: SetUp): Promise<Installation> {
  const { store, kind, timeZone, hashAlg, seed } = setUp
  if (!(await readInstallation(store))) {
    const data = { id: randomUUID(), kind, timeZone, hashAlg, ...(seed !== undefined && { seed }) }
    await found(setUp, data, installationStream, [{ type: 'InstallationCreated', data }])
  }
  const installation = await readInstallation(store)
  if (!installation) throw new Error('the log did not keep the installation that was just written')
  for (const { stream, events } of [...seedDictionaries(), placesSeed]) {
    const { revision } = await store.read(stream, { maxCount: 1 })
    if (revision === 'none') await found(setUp, installation, stream, events)
  }
  return installation
}
