import { setTimeout as sleep } from 'node:timers/promises'

import { CheckpointBeyondLog, type EventStore, type RecordedEvent } from '../../services/kernel/eventStore.ts'
import { installationStream } from '../../services/kernel/installation.ts'
import { batchOf, learn, type Memory } from './batching.ts'
import { Cubes, type CubesOptions } from './clickhouse.ts'
import { shortfall } from './completeness.ts'
import { makeCurrent, readFeed, sendBatch, type Filling } from './feed.ts'
import type { FeederState, Installation } from './feederState.ts'
import { dropCubes, dropFillings, fillingName, isOfEarlierRelease, migrate, SchemaChanged } from './migrate.ts'
import { Paths } from './paths.ts'
import { Ahead } from './readAhead.ts'
import { WorkingTime } from './workingTime.ts'

export type FeederOptions = {
  readonly store: EventStore
  readonly state: FeederState
  /** `database` is where all fillings are written down; each stands in one of its own beside it. */
  readonly cubes: CubesOptions
  readonly signal: AbortSignal
  /** A filling beside the one that is read: nobody sees it until it is made current. */
  readonly beside?: boolean
  /** Databases of other fillings that somebody may still be reading. */
  readonly keep?: readonly string[]
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
  readonly #control: Cubes
  #filling: Filling | undefined
  #memory: Memory

  constructor(options: FeederOptions) {
    this.#options = options
    this.#control = new Cubes({ ...options.cubes, signal: options.signal })
    this.#memory = this.#remembered()
  }

  /** @throws Error before `begin` */
  get filling(): Filling {
    if (!this.#filling) throw new Error('the feeder has not begun')
    return this.#filling
  }

  /** Makes tables and state ready: sends again what may be missing, and begins anew where they do not fit together. */
  async begin(): Promise<void> {
    const { state, cubes, beside } = this.#options
    const installation = await this.#installation()
    if (!beside) await this.#prepareControl()
    const why = state.generation === undefined ? 'there is no state' : await this.#mismatch(installation)
    if (why !== undefined) {
      if (!beside) this.#log({ level: 'warn', message: `filling the cubes from the beginning: ${why}` })
      await this.#open(state.restart(installation))
      await migrate(this.filling.cubes, cubes, 'cubes')
    }
    this.#memory = this.#remembered()
    for (const told of state.told()) learn(this.#memory, told)
    if (!beside) await this.show(this.#options.keep)
  }

  /** From now on this filling is read; others go. */
  async show(keep: readonly string[] = []): Promise<void> {
    const { filling } = this
    const { generation } = await readFeed(this.#control).catch(() => ({ generation: '' }))
    if (generation !== filling.generation) await makeCurrent(filling)
    await dropFillings(this.#options.cubes, this.#control.database, [filling.cubes.database, ...keep])
  }

  /** Feeds until the signal ends it, or all is there that the log holds up to a position. */
  async run(until?: bigint): Promise<void> {
    const { signal } = this.#options
    while (!signal.aborted && !this.#isAt(until)) {
      const reading = new AbortController()
      try {
        return await this.#follow(until, AbortSignal.any([signal, reading.signal]))
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof CheckpointBeyondLog)) throw error
        this.#log({ level: 'warn', message: 'the log is shorter than what was fed' })
        this.#options.state.restart({ id: '', timeZone: 'UTC' })
        await this.begin()
      } finally {
        reading.abort()
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#control.close(), this.#filling?.cubes.close()])
  }

  #isAt(until: bigint | undefined): boolean {
    const { position } = this.#options.state.mark()
    return until !== undefined && position !== undefined && BigInt(position) >= until
  }

  #remembered(): Memory {
    const { state } = this.#options
    return {
      paths: new Paths(),
      working: new WorkingTime(state.timeZone),
      known: (caseId) => state.known(caseId),
      length: (stream) => state.length(stream),
    }
  }

  async #open(generation: string): Promise<void> {
    await this.#filling?.cubes.close()
    const { cubes, signal } = this.#options
    const database = fillingName(this.#control.database, generation)
    this.#filling = { generation, cubes: new Cubes({ ...cubes, database, signal }), control: this.#control }
  }

  async #prepareControl(): Promise<void> {
    const { cubes } = this.#options
    if (await isOfEarlierRelease(cubes, this.#control.database)) await dropCubes(cubes, this.#control.database)
    try {
      await migrate(this.#control, cubes, 'feed')
    } catch (error) {
      if (!(error instanceof SchemaChanged)) throw error
      await dropCubes(cubes, this.#control.database)
      await migrate(this.#control, cubes, 'feed')
    }
  }

  async #installation(): Promise<Installation> {
    const { store, signal } = this.#options
    for (;;) {
      const { events } = await store.read(installationStream, { maxCount: 1 })
      const [first] = events
      if (first) return { id: first.id, timeZone: (JSON.parse(first.dataText) as { timeZone: string }).timeZone }
      await sleep(250, undefined, { signal })
    }
  }

  /** Why state and cubes cannot go on together; undefined where they can. */
  async #mismatch(installation: Installation): Promise<string | undefined> {
    const { state, cubes } = this.#options
    if (state.installation !== installation.id) return 'the state is of another log'
    await this.#open(state.generation ?? '')
    try {
      await migrate(this.filling.cubes, cubes, 'cubes')
    } catch (error) {
      if (error instanceof SchemaChanged) return 'this release has other tables'
      throw error
    }
    const batch = state.unsent()
    if (batch) {
      await sendBatch(this.filling, batch)
      state.sent()
    }
    return shortfall(this.filling.cubes, state.mark())
  }

  async #follow(until: bigint | undefined, signal: AbortSignal): Promise<void> {
    const { store, state, maxBatch = 20_000 } = this.#options
    const { position } = state.mark()
    const after = position === undefined ? undefined : BigInt(position)
    const ahead = new Ahead(store.all({ after, signal }), 2 * maxBatch)
    for (let last = 0; ; last = Date.now()) {
      const isLive = await ahead.some(until !== undefined)
      if (isLive && until === undefined) await this.#linger(last, signal)
      const events = ahead.take(maxBatch, until)
      if (events.length === 0) return
      await this.#feed(events)
    }
  }

  async #linger(last: number, signal: AbortSignal): Promise<void> {
    const wait = last + (this.#options.lingerMs ?? 1_000) - Date.now()
    if (wait > 0) await sleep(wait, undefined, { signal })
  }

  async #feed(events: readonly RecordedEvent[]): Promise<void> {
    const { state } = this.#options
    const { batch, learnt } = batchOf(events, state.mark(), this.#memory)
    state.store(batch, learnt)
    for (const gap of learnt.gaps) this.#log({ level: 'error', message: 'the log has a hole', ...gap })
    await sendBatch(this.filling, batch)
    state.sent()
    this.#options.onFed?.(batch.to)
  }

  #log(entry: object): void {
    this.#options.log?.(entry)
  }
}
