import { Refusal } from '../kernel/refusal.ts'
import type { TimedCommand } from './life.ts'

/** Sends a command to the write side; the rooms are known to main.ts alone. @throws Refusal where the rules say no */
export interface Dispatch {
  send(command: TimedCommand): Promise<{ readonly events: readonly string[]; readonly repeated: boolean }>
}

export type Counts = {
  /** Cases registered, events appended, commands that had been acted before, lives that people took over. */
  cases: number
  events: number
  repeated: number
  refused: number
  /** By `command: code`. */
  refusals: Record<string, number>
}

export const noCounts = (): Counts => ({ cases: 0, events: 0, repeated: 0, refused: 0, refusals: {} })

type Options = {
  readonly dispatch: Dispatch
  readonly counts?: Counts
  /** Streams on which something may be under way at the same time. */
  readonly width?: number
  /** How far apart on the city's clock two commands may be that are under way together. */
  readonly windowMs?: number
  readonly onRefusal?: (command: TimedCommand, refusal: Refusal) => void
}

/** A line of those who wait for room, first come first served. */
class Room {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  enter(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1
      return undefined
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
  }
}

/**
 * Lets the city act: commands in order of the city's clock, several at once, never two at once on one stream (the
 * handler keeps their order). A life of which a step is refused was taken over by people and is left to them.
 */
export class Acting {
  readonly counts: Counts
  readonly #dispatch: Dispatch
  readonly #onRefusal: Options['onRefusal']
  readonly #room: Room
  readonly #windowMs: number
  readonly #waiting: (() => void)[] = []
  readonly #underWay = new Set<TimedCommand>()
  readonly #left = new Set<string>()
  #failure: unknown
  #issuedUpTo = 0

  constructor({ dispatch, counts = noCounts(), width = 32, windowMs = Infinity, onRefusal }: Options) {
    this.#windowMs = windowMs
    this.#dispatch = dispatch
    this.counts = counts
    this.#room = new Room(width)
    this.#onRefusal = onRefusal
  }

  /** Resolves as soon as there is room for the next one. @throws what the log or the vault threw for an earlier one */
  async begin(command: TimedCommand): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#left.has(command.life)) return
    const wait = this.#room.enter()
    if (wait) await wait
    while (this.#ahead(command)) await this.#something()
    this.#issuedUpTo = command.at
    this.#underWay.add(command)
    void this.#act(command)
  }

  /** Waits until nothing is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0 && this.#failure === undefined) await this.#something()
    if (this.#failure !== undefined) throw this.#failure
  }

  /** The instant of the city's clock up to which everything is durable. */
  get doneUpTo(): number {
    let done = this.#issuedUpTo
    for (const { at } of this.#underWay) done = Math.min(done, at - 1)
    return done
  }

  /** Resolves when the next one has ended. */
  #something(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Begun in order of time, so that the first under way is the oldest. */
  #ahead({ at }: TimedCommand): boolean {
    const [oldest] = this.#underWay
    return oldest !== undefined && this.#failure === undefined && at - oldest.at > this.#windowMs
  }

  async #act(command: TimedCommand): Promise<void> {
    try {
      const { events, repeated } = await this.#dispatch.send(command)
      this.#count(command, events.length, repeated)
      this.#underWay.delete(command)
    } catch (error) {
      if (error instanceof Refusal) this.#refused(command, error)
      // It stays under way, so that a restart begins with it.
      else this.#failure ??= error
    } finally {
      this.#room.leave()
      for (const wake of this.#waiting.splice(0)) wake()
    }
  }

  #count(command: TimedCommand, events: number, repeated: boolean): void {
    if (repeated) this.counts.repeated += 1
    this.counts.events += events
    if (command.command === 'registerCase') this.counts.cases += 1
  }

  #refused(command: TimedCommand, refusal: Refusal): void {
    const name = `${command.command}: ${refusal.code}`
    this.counts.refused += 1
    this.counts.refusals[name] = (this.counts.refusals[name] ?? 0) + 1
    this.#left.add(command.life)
    this.#underWay.delete(command)
    this.#onRefusal?.(command, refusal)
  }
}
