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

export function recorderOf(wiring: RecorderWiring): Recorder {
  const { store, vault, installation, catalogue } = wiring
  const tails = new Map<string, Tail>()
  const turns = new Turns()

  async function tailOf(stream: string): Promise<Tail> {
    const known = tails.get(stream)
    if (known) return known
    const [last] = await store.readBackwards(stream, 1)
    // Slots are only carried by the first event that uses them; streams of this kind hold no personal fields but `text`.
    return last ? tailAfter(noTail, last, JSON.parse(last.metadataText) as Metadata) : noTail
  }

  async function append(stream: string, facts: readonly { type: string; data: unknown }[], by: RecordedBy) {
    const tail = await tailOf(stream)
    const now = by.now ?? wiring.now()
    const about = {
      now,
      occurredAt: now,
      actor: by.actor,
      origin: by.origin ?? 'live',
      commandId: by.commandId,
      causationId: by.causationId,
      versions: noDictionaries,
    } as const
    const sealed = await sealFacts(facts, about, { installation, vault, catalogue, stream, tail })
    const { revision, position } = await store.append(stream, sealed, tail.revision)
    const last = sealed.at(-1)
    if (last) {
      const event = { ...last, stream, revision, position }
      const after = tailAfter(tail, event, JSON.parse(last.metadataText) as Metadata)
      tails.delete(stream)
      tails.set(stream, after)
      const [oldest] = tails.size > remembered ? tails.keys() : []
      if (oldest !== undefined) tails.delete(oldest)
    }
    return { position: position.toString() }
  }

  return {
    record: (stream, facts, by) =>
      turns.take(stream, async () => {
        for (let attempt = 1; ; attempt += 1) {
          try {
            return await append(stream, facts, by)
          } catch (error) {
            tails.delete(stream)
            if (!(error instanceof RevisionConflict) || attempt === 20) throw error
          }
        }
      }),
  }
}
