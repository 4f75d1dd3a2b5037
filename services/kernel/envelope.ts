import type { Actor, DictionaryVersions, EventCatalogue, Metadata, Origin } from './event.ts'
import type { RecordedEvent, Revision, SealedEvent } from './eventStore.ts'
import type { Installation } from './installation.ts'
import { freshKeys } from './keyPool.ts'
import { sealValue } from './personal.ts'
import { isThere, personalPaths, sealAt, type Sealer } from './personalFields.ts'
import { carriedHash, sealEvents, type Unsealed } from './proof.ts'
import type { DataKey, Vault } from './vault.ts'

/** The end of a stream: all that the next event must be chained to. */
export type Tail = {
  readonly revision: Revision
  readonly hash: string
  readonly recordedAt: string
  /** Data keys of the stream by slot. */
  readonly keys: Readonly<Record<string, string>>
}

export const noTail: Tail = { revision: 'none', hash: '', recordedAt: '', keys: {} }

/** The tail after one more recorded event. */
export function tailAfter(tail: Tail, event: RecordedEvent, metadata: Metadata): Tail {
  return {
    revision: event.revision,
    hash: carriedHash(event.metadataText)?.hash ?? '',
    recordedAt: metadata.recordedAt > tail.recordedAt ? metadata.recordedAt : tail.recordedAt,
    keys: metadata.keys ? { ...tail.keys, ...metadata.keys } : tail.keys,
  }
}

/** Who, when and why: the same for all events of one command. */
export type Circumstances = {
  readonly now: string
  readonly occurredAt: string
  readonly actor: Actor
  readonly origin: Origin
  readonly channel?: string | undefined
  readonly commandId: string
  readonly fingerprint?: string | undefined
  readonly causationId?: string | undefined
  readonly correlationId?: string | undefined
  readonly versions: DictionaryVersions
  readonly source?: { readonly system: string; readonly id: string } | undefined
}

type Fact = { readonly type: string; readonly data: unknown }

export type Writing = {
  readonly installation: Installation
  readonly vault: Pick<Vault, 'putKeys' | 'getKeys'>
  readonly catalogue: EventCatalogue
  readonly stream: string
  readonly tail: Tail
  readonly slot?: ((declared: string, event: Fact) => string) | undefined
}

/** The data keys that one command uses on one stream; those that the stream lacks are made here and stored before the append. */
class Keyring {
  readonly #writing: Writing
  readonly #known = new Map<string, DataKey>()
  readonly made: Record<string, DataKey> = {}

  constructor(writing: Writing) {
    this.#writing = writing
  }

  async fetch(slots: ReadonlySet<string>): Promise<void> {
    const missing = await this.#takeKnown(slots)
    if (missing.length === 0) return
    // A destroyed key is not replaced in history; what is written after an erasure gets a new key of its own.
    const fresh = await freshKeys(this.#writing.vault, missing.length)
    for (const [index, key] of fresh.entries()) {
      const slot = missing[index] ?? ''
      this.made[slot] = key
      this.#known.set(slot, key)
    }
  }

  /** Takes what the stream has; answers the slots for which it has no key that still opens anything. */
  async #takeKnown(slots: ReadonlySet<string>): Promise<string[]> {
    const { tail, vault } = this.#writing
    const ids = [...slots].flatMap((slot) => tail.keys[slot] ?? [])
    const keys = ids.length > 0 ? await vault.getKeys(ids) : new Map<string, Buffer>()
    for (const slot of slots) {
      const id = tail.keys[slot] ?? ''
      const key = keys.get(id)
      if (key) this.#known.set(slot, { id, key })
    }
    return [...slots].filter((slot) => !this.#known.has(slot))
  }

  of(slot: string): DataKey {
    const key = this.#known.get(slot)
    if (!key) throw new Error(`no data key was fetched for the slot ${slot}`)
    return key
  }
}

/** Seals the personal fields of one event. */
function sealPersonal(fact: Fact, writing: Writing, commandId: string, keyOf: (slot: string) => DataKey): unknown {
  const schema = writing.catalogue[fact.type]?.data
  if (!schema) throw new Error(`${fact.type} is not in the catalogue of ${writing.stream}`)
  return personalPaths(schema).reduce((data, { path, slot }) => {
    if (!isThere(fact.data, path)) return data
    const key = keyOf(writing.slot?.(slot, fact) ?? slot)
    const seal: Sealer = (plain, field) => sealValue(plain, key, { stream: writing.stream, commandId, field })
    return sealAt(data, path, '', seal)
  }, fact.data)
}

function slotsOf(facts: readonly Fact[], writing: Writing): Set<string> {
  const slots = new Set<string>()
  for (const fact of facts) {
    const schema = writing.catalogue[fact.type]?.data
    for (const { path, slot } of schema ? personalPaths(schema) : []) {
      if (isThere(fact.data, path)) slots.add(writing.slot?.(slot, fact) ?? slot)
    }
  }
  return slots
}

/**
 * Turns facts into the very bytes that the log keeps: personal fields sealed under keys that are already on disk,
 * metadata, and the hash that chains each to the one before.
 */
export async function sealFacts(
  facts: readonly Fact[],
  about: Circumstances,
  writing: Writing,
): Promise<SealedEvent[]> {
  const keyring = new Keyring(writing)
  const slots = slotsOf(facts, writing)
  if (slots.size > 0) await keyring.fetch(slots)
  const recordedAt = about.now > writing.tail.recordedAt ? about.now : writing.tail.recordedAt
  const made = Object.entries(keyring.made).map(([slot, { id }]) => [slot, id] as const)
  const unsealed = facts.map((fact, index): Unsealed => ({
    type: fact.type,
    dataText: JSON.stringify(sealPersonal(fact, writing, about.commandId, (slot) => keyring.of(slot))),
    metadata: {
      schemaVersion: writing.catalogue[fact.type]?.version ?? 1,
      recordedAt,
      occurredAt: about.occurredAt,
      actor: about.actor,
      origin: about.origin,
      channel: about.channel,
      commandId: about.commandId,
      fingerprint: about.fingerprint,
      causationId: about.causationId,
      correlationId: about.correlationId,
      versions: about.versions,
      source: about.source,
      keys: index === 0 && made.length > 0 ? Object.fromEntries(made) : undefined,
    },
  }))
  const { tail, installation, stream } = writing
  const revision = tail.revision === 'none' ? 0n : tail.revision + 1n
  const link = { installation: installation.id, stream, revision, previousHash: tail.hash }
  return sealEvents(installation.hashAlg, link, unsealed).sealed
}
