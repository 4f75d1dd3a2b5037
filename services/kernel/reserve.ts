import { noTail, sealFacts } from './envelope.ts'
import { noDictionaries, type Actor, type EventCatalogue, type Origin } from './event.ts'
import { RevisionConflict } from './eventStore.ts'
import type { Ledger } from './handle.ts'

export type Reservation = {
  readonly stream: string
  readonly fact: { readonly type: string; readonly data: unknown }
  readonly catalogue: EventCatalogue
  /** The writer's clock; the synthetic city's own, since a reservation of now would stand before a year of its history. */
  readonly at: string
  readonly actor: Actor
  readonly origin: Origin
  /** Omitted: derived from the stream. */
  readonly commandId?: string
}

/** Takes a name by being the first to append to its stream; false where somebody else was. */
export async function reserve(ledger: Ledger, reservation: Reservation): Promise<boolean> {
  const { stream, fact, catalogue, at, actor, origin, commandId = `reserve-${stream}` } = reservation
  const about = { now: at, occurredAt: at, actor, origin, commandId, versions: noDictionaries } as const
  const { installation, vault, store } = ledger
  const sealed = await sealFacts([fact], about, { installation, vault, catalogue, stream, tail: noTail })
  try {
    await store.append(stream, sealed, 'none')
    return true
  } catch (error) {
    if (error instanceof RevisionConflict) return false
    throw error
  }
}
