import { tailAfter, noTail, sealFacts } from '../../kernel/envelope.ts'
import { noDictionaries, type Metadata } from '../../kernel/event.ts'
import { RevisionConflict, type EventStore, type RecordedEvent } from '../../kernel/eventStore.ts'
import { commandNamespace, uuidv5 } from '../../kernel/ids.ts'
import type { Installation } from '../../kernel/installation.ts'
import type { Vault } from '../../kernel/vault.ts'
import { erasureEvents } from '../events.ts'

export type ErasureWiring = {
  readonly store: EventStore
  readonly vault: Vault
  readonly installation: Installation
  readonly now: () => string
  /** Waits until derived plain text of these subjects is gone; answers where it was (`search`). May be repeated. */
  readonly clearDerived: (
    keyIds: readonly string[],
    subjects: readonly string[],
    /** Of the order in the log. */
    position: bigint,
  ) => Promise<readonly string[]>
}

type Ordered = {
  readonly event: RecordedEvent
  readonly keyIds: readonly string[]
  readonly subjects: readonly string[]
}

/**
 * Carries orders out: keys destroyed, derived text cleared, completion written. Seeing an order again repeats it, which
 * changes nothing; and since a vault restored from a backup may hold destroyed keys again, all of them are destroyed once
 * more at every start.
 */
export class ErasureAutomation {
  readonly #wiring: ErasureWiring
  readonly #ordered = new Map<string, Ordered>()
  readonly #completed = new Set<string>()
  readonly #destroyed = new Set<string>()
  #working: Promise<void> = Promise.resolve()

  constructor(wiring: ErasureWiring) {
    this.#wiring = wiring
  }

  /** Takes in an event of an `erasure-` stream; acts on nothing yet. */
  apply(event: RecordedEvent): void {
    if (event.type === 'ErasureCompleted') this.#completed.add(event.stream)
    if (event.type !== 'ErasureOrdered') return
    const { keyIds, subjects } = JSON.parse(event.dataText) as Omit<Ordered, 'event'>
    this.#ordered.set(event.stream, { event, keyIds, subjects })
  }

  /** Does what is to be done: at start for all erasures, later for new ones. One at a time. */
  settle(): Promise<void> {
    this.#working = this.#working.catch(() => undefined).then(() => this.#settle())
    return this.#working
  }

  async #settle(): Promise<void> {
    const fresh = [...this.#ordered].filter(([stream]) => !this.#destroyed.has(stream))
    if (fresh.length === 0 && this.#completed.size >= this.#ordered.size) return
    const keyIds = fresh.flatMap(([, ordered]) => ordered.keyIds)
    if (keyIds.length > 0) await this.#wiring.vault.destroyKeys(keyIds)
    for (const [stream] of fresh) this.#destroyed.add(stream)
    for (const [stream, ordered] of this.#ordered) {
      if (!this.#completed.has(stream)) await this.#complete(stream, ordered)
    }
  }

  async #complete(stream: string, { event, keyIds, subjects }: Ordered): Promise<void> {
    const derivedCleared = await this.#wiring.clearDerived(keyIds, subjects, event.position)
    const { store, vault, installation, now } = this.#wiring
    const about = {
      now: now(),
      occurredAt: now(),
      actor: { kind: 'automation', id: 'erasure' },
      origin: 'live',
      commandId: uuidv5(commandNamespace, `complete:${event.id}`),
      causationId: event.id,
      versions: noDictionaries,
    } as const
    const tail = tailAfter(noTail, event, JSON.parse(event.metadataText) as Metadata)
    const fact = { type: 'ErasureCompleted', data: { keyIds, derivedCleared } }
    const sealed = await sealFacts([fact], about, { installation, vault, catalogue: erasureEvents, stream, tail })
    try {
      await store.append(stream, sealed, tail.revision)
    } catch (error) {
      // Another process has completed it; nothing else can follow an order.
      if (!(error instanceof RevisionConflict)) throw error
    }
    this.#completed.add(stream)
  }
}
