import { noTail, sealFacts } from '../kernel/envelope.ts'
import { noDictionaries, type Actor, type EventCatalogue } from '../kernel/event.ts'
import { RevisionConflict } from '../kernel/eventStore.ts'
import type { Ledger } from '../kernel/handle.ts'

export type Reservation = {
  readonly stream: string
  readonly fact: { readonly type: string; readonly data: unknown }
  readonly catalogue: EventCatalogue
  /** The city's clock: a reservation of now would stand before a year of history (facts.md §5). */
  readonly at: string
  readonly actor: Actor
}

/** Takes a name by being the first to append to its stream; false where somebody else was. */
export async function reserve(ledger: Ledger, { stream, fact, catalogue, at, actor }: Reservation): Promise<boolean> {
  const about = {
    now: at,
    occurredAt: at,
    actor,
    origin: 'synthetic',
    commandId: `reserve-${stream}`,
    versions: noDictionaries,
  } as const
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
