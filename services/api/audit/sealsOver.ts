import type { EventStore } from '../../kernel/eventStore.ts'
import { sealStream, type Seal } from '../../notary/events.ts'

/** A seal with the revisions of one stream that it was the first to cover. */
export type SealOver = Pick<Seal, 'number' | 'sealedAt' | 'count' | 'root' | 'seal'> & {
  readonly covers: readonly string[]
}

type Placed = readonly [revision: bigint, ordinal: number]

/** Reads seals by number, each at most once. */
class Seals {
  readonly #store: EventStore
  readonly #read = new Map<number, Promise<Seal>>()

  constructor(store: EventStore) {
    this.#store = store
  }

  async last(): Promise<Seal | undefined> {
    const [event] = await this.#store.readBackwards(sealStream, 1)
    return event && (JSON.parse(event.dataText) as Seal)
  }

  get(number: number): Promise<Seal> {
    const known = this.#read.get(number) ?? this.#one(number)
    this.#read.set(number, known)
    return known
  }

  async #one(number: number): Promise<Seal> {
    const { events } = await this.#store.read(sealStream, { from: BigInt(number), maxCount: 1 })
    const [event] = events
    if (!event) throw new Error(`seal ${number} is missing from ${sealStream}`)
    return JSON.parse(event.dataText) as Seal
  }
}

/** Halves seals and events together: a busy day has 86,400 seals. */
async function firstOver(seals: Seals, placed: readonly Placed[], low: number, high: number): Promise<SealOver[]> {
  if (placed.length === 0) return []
  if (low === high) {
    const { number, sealedAt, count, root, seal } = await seals.get(low)
    return [{ number, sealedAt, count, root, seal, covers: placed.map(([revision]) => revision.toString()) }]
  }
  const middle = (low + high) >> 1
  const covered = Number((await seals.get(middle)).count)
  const early = placed.filter(([, ordinal]) => ordinal < covered)
  const late = placed.filter(([, ordinal]) => ordinal >= covered)
  return [...(await firstOver(seals, early, low, middle)), ...(await firstOver(seals, late, middle + 1, high))]
}

/** The seals that first covered the events of a stream, oldest first. Events that are not sealed yet are in none. */
export async function sealsOver(store: EventStore, ordinals: ReadonlyMap<bigint, number>): Promise<SealOver[]> {
  const seals = new Seals(store)
  const last = await seals.last()
  if (!last) return []
  const sealed = [...ordinals].filter(([, ordinal]) => ordinal < Number(last.count))
  return firstOver(seals, sealed, 0, Number(last.number))
}
