import { setTimeout as sleep } from 'node:timers/promises'

export type CityState = 'filling' | 'holding' | 'playing' | 'living'

type Clock = { readonly now: () => number; readonly wait: (ms: number, signal: AbortSignal) => Promise<void> }

const realClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}
/** Long waits are taken in pieces, since machines sleep and clocks are put right. */
const longestWait = 20_000

/**
 * When which moment of the city happens: history at once, its last hours within a few minutes, from then on as on the
 * wall clock.
 */
export class Pace {
  readonly #fillUntil: number
  readonly #playMs: number
  readonly #clock: Clock
  #playedFrom: number | undefined

  constructor(options: { readonly fillUntil: number; readonly playMs: number; readonly clock?: Clock }) {
    this.#fillUntil = options.fillUntil
    this.#playMs = options.playMs
    this.#clock = options.clock ?? realClock
  }

  get state(): CityState {
    if (this.#playedFrom === undefined) return 'filling'
    return this.#clock.now() < this.#playedFrom + this.#playMs ? 'playing' : 'living'
  }

  isHistory(at: number): boolean {
    return at <= this.#fillUntil
  }

  /** History is there: the held-back hours begin to play. */
  play(): void {
    this.#playedFrom ??= this.#clock.now()
  }

  /** Resolves when it is time, or when the signal says that the city ends. */
  async until(at: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const left = this.#moment(at) - this.#clock.now()
      if (left <= 0 || signal.aborted) return
      await this.#clock.wait(Math.min(left, longestWait), signal)
    }
  }

  /** The wall clock's time at which a moment of the city happens. */
  #moment(at: number): number {
    if (this.isHistory(at) || this.#playedFrom === undefined) return 0
    const meeting = this.#playedFrom + this.#playMs
    if (at >= meeting) return at
    return this.#playedFrom + ((at - this.#fillUntil) / (meeting - this.#fillUntil)) * this.#playMs
  }
}
