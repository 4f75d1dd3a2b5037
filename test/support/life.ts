import type { Origin } from '../../services/kernel/event.ts'
import type { Circumstance, Fact } from './factLog.ts'

export const hour = 3_600_000
export const day = 24 * hour
export const iso = (at: number) => new Date(at).toISOString()

export type Written = { readonly stream: string; readonly facts: readonly Fact[]; readonly about: Circumstance }

/** One case's life, told step by step. */
export class Life {
  readonly written: Written[] = []
  readonly #random: () => number
  readonly #stream: string
  readonly #origin: Origin
  #at: number

  constructor(stream: string, at: number, origin: Origin, random: () => number) {
    this.#stream = stream
    this.#at = at
    this.#origin = origin
    this.#random = random
  }

  chance(share: number): boolean {
    return this.#random() < share
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#random() * values.length)] as Value
  }

  get at(): number {
    return this.#at
  }

  /** Some time passes. */
  wait(most: number): this {
    this.#at += Math.floor(this.#random() * most) + 1
    return this
  }

  happens(...facts: Fact[]): this {
    const origin = this.#origin
    // Some is entered later than it happened, so that the log is not in the order of events.
    const late = this.chance(0.1) ? Math.floor(this.#random() * 2 * hour) : 0
    this.written.push({
      stream: this.#stream,
      facts,
      about: { at: iso(this.#at + late), occurredAt: iso(this.#at), origin },
    })
    this.#at += late
    return this
  }
}
