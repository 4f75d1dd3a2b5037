import { noTail, sealFacts, tailAfter, type Tail } from './envelope.ts'
import { noDictionaries, type Actor, type EventCatalogue, type Metadata, type Origin } from './event.ts'
import { RevisionConflict, type EventStore } from './eventStore.ts'
import type { Installation } from './installation.ts'
import { Turns } from './turns.ts'
import type { Vault } from './vault.ts'

export type RecordedBy = {
  readonly actor: Actor
  readonly commandId: string
  readonly causationId?: string
  readonly origin?: Origin
  readonly now?: string
}

/** Appends facts that need no decision: who looked, who signed in, what an automation did. */
export interface Recorder {
  /** Durable when it resolves. */
  record(
    stream: string,
    facts: readonly { type: string; data: unknown }[],
    by: RecordedBy,
  ): Promise<{ readonly position: string }>
}

export type RecorderWiring = {
  readonly store: EventStore
  readonly vault: Vault
  readonly installation: Installation
  /** All facts that may be recorded, by type. */
  readonly catalogue: EventCatalogue
  readonly now: () => string
}

const remembered = 5_000
const attempts = 20

type Facts = readonly { type: string; data: unknown }[]

class LogRecorder implements Recorder {
  readonly #wiring: RecorderWiring
  readonly #tails = new Map<string, Tail>()
  readonly #turns = new Turns()

  constructor(wiring: RecorderWiring) {
    this.#wiring = wiring
  }

  record(stream: string, facts: Facts, by: RecordedBy): Promise<{ position: string }> {
    return this.#turns.take(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#append(stream, facts, by)
        } catch (error) {
          this.#tails.delete(stream)
          if (!(error instanceof RevisionConflict) || attempt === attempts) throw error
        }
      }
    })
  }

  async #append(stream: string, facts: Facts, by: RecordedBy): Promise<{ position: string }> {
    const { store, vault, installation, catalogue } = this.#wiring
    const tail = this.#tails.get(stream) ?? (await this.#tailInLog(stream))
    const now = by.now ?? this.#wiring.now()
    const { actor, commandId, causationId, origin = 'live' } = by
    const about = { now, occurredAt: now, actor, origin, commandId, causationId, versions: noDictionaries }
    const sealed = await sealFacts(facts, about, { installation, vault, catalogue, stream, tail })
    const { revision, position } = await store.append(stream, sealed, tail.revision)
    const last = sealed.at(-1)
    if (last) this.#remember(stream, tailAfter(tail, { ...last, stream, revision, position }, metadataOf(last)))
    return { position: position.toString() }
  }

  async #tailInLog(stream: string): Promise<Tail> {
    const [last] = await this.#wiring.store.readBackwards(stream, 1)
    // Slots are only carried by the first event that uses them; streams of this kind hold no personal fields.
    return last ? tailAfter(noTail, last, metadataOf(last)) : noTail
  }

  #remember(stream: string, tail: Tail): void {
    this.#tails.delete(stream)
    this.#tails.set(stream, tail)
    const [oldest] = this.#tails.size > remembered ? this.#tails.keys() : []
    if (oldest !== undefined) this.#tails.delete(oldest)
  }
}

const metadataOf = ({ metadataText }: { metadataText: string }) => JSON.parse(metadataText) as Metadata

export const recorderOf = (wiring: RecorderWiring): Recorder => new LogRecorder(wiring)
