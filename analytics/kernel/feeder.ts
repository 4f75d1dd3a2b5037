import { setTimeout as sleep } from 'node:timers/promises'

import { CheckpointBeyondLog, type EventStore, type RecordedEvent } from '../../services/kernel/eventStore.ts'
import { installationStream } from '../../services/kernel/installation.ts'
import { batchOf } from './batching.ts'
import type { KnownCase } from './caseRow.ts'
import { Cubes, type CubesOptions } from './clickhouse.ts'
import { shortfall } from './completeness.ts'
import { sendBatch } from './feed.ts'
import type { FeederState } from './feederState.ts'
import { dropCubes, migrate } from './migrate.ts'
import { Paths } from './paths.ts'
import { Ahead } from './readAhead.ts'

export type FeederOptions = {
  readonly store: EventStore
  readonly state: FeederState
  readonly cubes: CubesOptions
  readonly signal: AbortSignal
  /** Events of one batch at most. */
  readonly maxBatch?: number
  /** At the head of the log events gather this long: each batch is a part on disk that has to be merged. */
  readonly lingerMs?: number
  readonly log?: (entry: object) => void
  /** Told after each batch that has arrived. */
  readonly onFed?: (ordinal: number) => void
}

/** Turns the log into signed changes in the cubes, each event exactly once, whatever is killed when. */
export class Feeder {
  readonly #options: FeederOptions
  readonly #cubes: Cubes
  #paths = new Paths()
  #generation = ''

  constructor(options: FeederOptions) {
    this.#options = options
    this.#cubes = new Cubes({ ...options.cubes, signal: options.signal })
  }

  get cubes(): Cubes {
    return this.#cubes
  }

  /** Makes tables and state ready: sends again what may be missing, and begins anew where they do not fit together. */
  async begin(): Promise<void> {
    const { state, cubes } = this.#options
    const installation = await this.#installation()
    const why = state.generation === undefined ? 'there is no state' : await this.#mismatch(installation)
    if (why === undefined) this.#generation = state.generation ?? ''
    else {
      this.#log({ level: 'warn', message: `filling the cubes from the beginning: ${why}` })
      await dropCubes(cubes, this.#cubes.database)
      await migrate(this.#cubes, cubes)
      this.#generation = state.restart(installation)
    }
    this.#paths = new Paths()
    for (const definition of state.definitions()) this.#paths.define(definition)
  }

  /** Feeds until the signal ends it. */
  async run(): Promise<void> {
    const { signal } = this.#options
    while (!signal.aborted) {
      try {
        return await this.#follow()
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof CheckpointBeyondLog)) throw error
        await this.#beginAnew('the log is shorter than what was fed')
      }
    }
  }

  close(): Promise<void> {
    return this.#cubes.close()
  }

  async #beginAnew(why: string): Promise<void> {
    this.#log({ level: 'warn', message: why })
    this.#options.state.restart('')
    await this.begin()
  }

  async #installation(): Promise<string> {
    const { store, signal } = this.#options
    for (;;) {
      const { events } = await store.read(installationStream, { maxCount: 1 })
      const [first] = events
      if (first) return first.id
      await sleep(250, undefined, { signal })
    }
  }

  /** Why state and cubes cannot go on together; undefined where they can. */
  async #mismatch(installation: string): Promise<string | undefined> {
    const { state, cubes } = this.#options
    if (state.installation !== installation) return 'the state is of another log'
    await migrate(this.#cubes, cubes)
    const batch = state.unsent()
    if (batch) {
      await sendBatch(this.#cubes, state.generation ?? '', batch)
      state.sent()
    }
    return shortfall(this.#cubes, state.mark())
  }

  async #follow(): Promise<void> {
    const { store, state, signal, maxBatch = 20_000, lingerMs = 1_000 } = this.#options
    const { position } = state.mark()
    const ahead = new Ahead(
      store.all({ after: position === undefined ? undefined : BigInt(position), signal }),
      2 * maxBatch,
    )
    for (let last = 0; ; last = Date.now()) {
      const live = await ahead.some()
      const wait = last + lingerMs - Date.now()
      if (live && wait > 0) await sleep(wait, undefined, { signal })
      const events = ahead.take(maxBatch)
      if (events.length === 0) return
      await this.#feed(events)
    }
  }

  async #feed(events: readonly RecordedEvent[]): Promise<void> {
    const { state } = this.#options
    const known = (caseId: string): KnownCase | undefined => state.known(caseId)
    const { batch, learnt } = batchOf(events, state.mark(), { known, paths: this.#paths })
    state.store(batch, learnt)
    await sendBatch(this.#cubes, this.#generation, batch)
    state.sent()
    this.#options.onFed?.(batch.to)
  }

  #log(entry: object): void {
    this.#options.log?.(entry)
  }
}
