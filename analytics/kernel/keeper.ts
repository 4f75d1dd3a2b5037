import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import type { EventStore } from '../../services/kernel/eventStore.ts'
import { compared, proofOf, type Certificate } from './certificate.ts'
import type { CubesOptions } from './clickhouse.ts'
import { Feeder } from './feeder.ts'
import { FeederState } from './feederState.ts'
import { dropFilling } from './migrate.ts'

export type KeeperOptions = {
  readonly folder: string
  readonly store: EventStore
  readonly cubes: CubesOptions
  readonly signal: AbortSignal
  readonly maxBatch?: number
  readonly lingerMs?: number
  /** Questions that are on their way may still read the old cubes for this long. */
  readonly graceMs?: number
  readonly log?: (entry: object) => void
  readonly onFed?: (ordinal: number) => void
}

type Running = {
  readonly feeder: Feeder
  readonly state: FeederState
  /** Ends feeding; a batch that is on its way arrives first. */
  readonly pause: () => Promise<void>
  readonly ended: Promise<void>
}

const positionOf = ({ state }: Running) => BigInt(state.mark().position ?? 0)

const current = 'state.sqlite'
const next = 'next.sqlite'

/** Keeps the cubes fed, and replaces them by new ones that were built beside them. */
export class Keeper {
  readonly #options: KeeperOptions
  #running: Running | undefined
  #failed: (error: unknown) => void = () => undefined

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** Old cubes are there, beside which new ones can be built. */
  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /** Feeds until the signal ends it. */
  async run(): Promise<void> {
    const { signal } = this.#options
    const failed = new Promise<never>((_, reject) => {
      this.#failed = reject
    })
    const ended = new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    try {
      await this.#start()
      await Promise.race([failed, ended])
    } finally {
      await this.#running?.ended.catch(() => undefined)
      await this.#close(this.#running)
    }
  }

  /** Builds new cubes from the log while the old ones are fed and read, compares both at one event, and puts the new in place. */
  async rebuild(order: string): Promise<Certificate> {
    const began = performance.now()
    const fresh = this.#opened(next, true)
    try {
      await fresh.feeder.begin()
      await this.#catchUp(fresh)
      const paused = performance.now()
      const result = await this.#judged(fresh)
      const seconds = (since: number) => Math.round(performance.now() - since) / 1000
      const took = { seconds: seconds(began), pausedSeconds: seconds(paused) }
      return { order, at: new Date().toISOString(), ...result, ...took }
    } finally {
      await this.#close(fresh)
      this.#forget(next)
    }
  }

  /** Nothing is fed meanwhile; whatever comes out, feeding goes on afterwards. */
  async #judged(fresh: Running) {
    const old = this.#old()
    await old.pause()
    let isPlaced = false
    try {
      await fresh.feeder.run(positionOf(old))
      this.#options.signal.throwIfAborted()
      const result = compared(
        await proofOf(fresh.feeder.filling, fresh.state),
        await proofOf(old.feeder.filling, old.state),
      )
      if (result.ok) await this.#replace(old, fresh)
      isPlaced = result.ok
      return result
    } finally {
      if (!isPlaced) {
        await this.#close(old)
        await this.#start()
      }
    }
  }

  async #catchUp(fresh: Running): Promise<void> {
    // The last stretch is fed while the old cubes wait, so it has to be short.
    for (let behind = Infinity; behind > 5_000;) {
      const old = this.#old()
      behind = old.state.mark().ordinal - fresh.state.mark().ordinal
      await fresh.feeder.run(positionOf(old))
      this.#options.signal.throwIfAborted()
    }
  }

  /** What is read, then the file that says what was fed: a crash in between goes back to the old cubes, which are still there. */
  async #replace(old: Running, fresh: Running): Promise<void> {
    const { graceMs = 30_000, folder, cubes, signal } = this.#options
    const gone = old.feeder.filling.cubes.database
    await fresh.feeder.show([gone])
    await Promise.all([this.#close(fresh), this.#close(old)])
    this.#forget(current)
    renameSync(join(folder, next), join(folder, current))
    await this.#start([gone])
    const drop = () => signal.aborted || dropFilling(cubes, gone).catch(() => undefined)
    setTimeout(() => void drop(), graceMs).unref()
  }

  #old(): Running {
    if (!this.#running) throw new Error('the cubes are not fed yet')
    return this.#running
  }

  #opened(file: string, beside: boolean, keep: readonly string[] = []): Running {
    const { folder, store, cubes, signal, maxBatch, lingerMs, log, onFed } = this.#options
    if (beside) this.#forget(file)
    const state = new FeederState(join(folder, file))
    const pausing = new AbortController()
    const feeder = new Feeder({
      store,
      state,
      cubes,
      signal: AbortSignal.any([signal, pausing.signal]),
      beside,
      keep,
      ...(maxBatch !== undefined && { maxBatch }),
      ...(lingerMs !== undefined && { lingerMs }),
      ...(log && { log }),
      ...(!beside && onFed && { onFed }),
    })
    return { feeder, state, ended: Promise.resolve(), pause: () => Promise.resolve(pausing.abort()) }
  }

  async #start(keep: readonly string[] = []): Promise<void> {
    const opened = this.#opened(current, false, keep)
    await opened.feeder.begin()
    const ended = opened.feeder.run()
    ended.catch((error: unknown) => this.#failed(error))
    const pause = async () => {
      await opened.pause()
      await ended
    }
    this.#running = { ...opened, ended, pause }
  }

  async #close(running: Running | undefined): Promise<void> {
    await running?.feeder.close()
    running?.state.close()
  }

  #forget(file: string): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(this.#options.folder, `${file}${suffix}`), { force: true })
  }
}
