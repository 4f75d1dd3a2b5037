import { setImmediate as turn } from 'node:timers/promises'

import type { Cubes } from './clickhouse.ts'
import { readFeed, type Feed } from './feed.ts'

/** Reads the cubes for all who ask: tiles that ask at the same time share one look at how far the feeder is. */
export class Reading {
  readonly cubes: Cubes
  #running: Promise<Feed> | undefined
  #next: Promise<Feed> | undefined

  constructor(cubes: Cubes) {
    this.cubes = cubes
  }

  /** As it was at this moment or later, never earlier. */
  feed(): Promise<Feed> {
    this.#next ??= this.#after(this.#running)
    return this.#next
  }

  async #after(running: Promise<Feed> | undefined): Promise<Feed> {
    await running?.catch(() => undefined)
    // Whoever asks in the same turn comes along.
    await turn()
    this.#next = undefined
    this.#running = readFeed(this.cubes)
    return this.#running
  }
}
