import { randomUUID } from 'node:crypto'

import { caseEvents } from '../../services/cases/events.ts'
import { contactEvents } from '../../services/contacts/events.ts'
import { dictionaryEvents } from '../../services/dictionaries/events.ts'
import { installationEvents } from '../../services/installation/events.ts'
import { noTail, sealFacts, tailAfter, type Tail } from '../../services/kernel/envelope.ts'
import {
  noDictionaries,
  type Actor,
  type EventCatalogue,
  type Metadata,
  type Origin,
} from '../../services/kernel/event.ts'
import type { EventStore } from '../../services/kernel/eventStore.ts'
import type { Installation } from '../../services/kernel/installation.ts'
import { placeEvents } from '../../services/places/events.ts'

export type Fact = { readonly type: string; readonly data: unknown }
export type Circumstance = {
  readonly at: string
  readonly occurredAt?: string
  readonly origin?: Origin
  readonly actor?: Actor
}

const catalogue: EventCatalogue = {
  ...installationEvents,
  ...dictionaryEvents,
  ...placeEvents,
  ...contactEvents,
  ...caseEvents,
}
const someone: Actor = { kind: 'person', id: 'staff-1', role: 'agent', unit: 'city' }

export const testInstallation: Installation = {
  id: '3f0c7b52-8a4e-4c39-9b1d-6a1f2e3d4c5b',
  kind: 'demo',
  timeZone: 'Asia/Shanghai',
  hashAlg: 'sha256',
}

/** Writes facts to a log as the kernel seals them, at the clock times that a test chooses. */
export class FactLog {
  readonly store: EventStore
  readonly #tails = new Map<string, Tail>()
  readonly #keys = new Map<string, Buffer>()
  #commands = 0

  constructor(store: EventStore) {
    this.store = store
  }

  /** A log whose first event says whose it is. */
  static async begun(store: EventStore, at = '2024-01-01T00:00:00.000Z'): Promise<FactLog> {
    const log = new FactLog(store)
    const { id, kind, timeZone, hashAlg } = testInstallation
    await log.write('installation-main', [{ type: 'InstallationCreated', data: { id, kind, timeZone, hashAlg } }], {
      at,
    })
    return log
  }

  async write(
    stream: string,
    facts: readonly Fact[],
    { at, occurredAt = at, origin = 'live', actor = someone }: Circumstance,
  ) {
    const tail = this.#tails.get(stream) ?? noTail
    this.#commands += 1
    const commandId = `command-${this.#commands}`
    const about = { now: at, occurredAt, actor, origin, commandId, versions: noDictionaries }
    const vault = {
      putKeys: (keys: readonly { id: string; key: Buffer }[]) => {
        for (const { id, key } of keys) this.#keys.set(id, key)
        return Promise.resolve()
      },
      getKeys: (ids: readonly string[]) =>
        Promise.resolve(
          new Map(
            ids
              .flatMap((id) => [[id, this.#keys.get(id)] as const])
              .flatMap(([id, key]) => (key ? [[id, key] as const] : [])),
          ),
        ),
    }
    const sealed = await sealFacts(facts, about, { installation: testInstallation, vault, catalogue, stream, tail })
    const { revision, position } = await this.store.append(stream, sealed, tail.revision)
    const last = sealed.at(-1)
    if (last)
      this.#tails.set(
        stream,
        tailAfter(tail, { ...last, stream, revision, position }, JSON.parse(last.metadataText) as Metadata),
      )
    return position
  }
}

/** An event that is not one of a case's catalogue, as other processes write them: nothing personal, nothing chained. */
export async function appendPlain(
  store: EventStore,
  { stream, type, at }: { readonly stream: string; readonly type: string; readonly at: string },
): Promise<void> {
  const metadata = {
    recordedAt: at,
    occurredAt: at,
    schemaVersion: 1,
    origin: 'live',
    actor: { kind: 'system', id: 'machine' },
  }
  const [last] = await store.readBackwards(stream, 1)
  const event = { id: randomUUID(), type, dataText: '{}', metadataText: JSON.stringify(metadata) }
  await store.append(stream, [event], last?.revision ?? 'none')
}
