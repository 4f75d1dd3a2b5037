import { setTimeout as sleep } from 'node:timers/promises'

import { CheckpointBeyondLog, type EventStore } from '../../services/kernel/eventStore.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { CorruptRows, openUsable, setAside } from './corruption.ts'
import { follow } from './following.ts'
import { Generations, retire } from './generations.ts'
import type { Log } from './logLine.ts'
import type { AnyProjection } from './projection.ts'
import { LostEvent, ProjectionFile } from './projectionFile.ts'
import { highest } from './standing.ts'
import { swapWhenLevel } from './swap.ts'

export type ProjectorWiring = {
  readonly store: Pick<EventStore, 'all' | 'head'>
  readonly vault: Pick<Vault, 'getKeys' | 'secret'>
  readonly folder: string
  readonly projections: readonly AnyProjection[]
  readonly signal: AbortSignal
  readonly log: Log
}

const alone = 20_000
const besideOthers = 2_000

/** Keeps every projection's file up to date; builds new generations beside the old ones. One per machine. */
export class Projector {
  readonly #wiring: ProjectorWiring
  readonly #generations: Generations
  /** What the one live reader feeds. While a new generation waits for its swap, both are in here. */
  readonly #members: ProjectionFile[] = []
  readonly #filling = new Map<string, Promise<void>>()
  readonly #arrived = new Map<string, { fresh: ProjectionFile; done: () => void }>()
  #background: Promise<unknown>[] = []
  #startedAnew = false

  constructor(wiring: ProjectorWiring) {
    this.#wiring = wiring
    this.#generations = new Generations(wiring.folder)
  }

  /** Opens what is there and usable. Answers the names of those that must be filled from the start. */
  open(): string[] {
    const stale: string[] = []
    for (const projection of this.#wiring.projections) {
      const file = openUsable(projection, this.#wiring, this.#generations)
      if (file) this.#members.push(file)
      else stale.push(projection.name)
    }
    return stale
  }

  /** Runs until the signal. */
  async run(stale: readonly string[]): Promise<void> {
    await this.#dropIfBeyond()
    if (this.#members.length === 0) await this.#fillAlone(stale)
    else for (const name of stale) this.#inBackground(this.rebuild(name))
    while (!this.#wiring.signal.aborted) {
      try {
        await this.#follow()
      } catch (error) {
        if (this.#wiring.signal.aborted) break
        await this.#recover(error)
      }
    }
    await Promise.allSettled([...this.#filling.values(), ...this.#background])
    for (const file of this.#members) file.close()
  }

  /** Fills a new generation beside the old one; resolves when readers have been pointed to it. */
  rebuild(name: string): Promise<void> {
    const running = this.#filling.get(name)
    if (running) return running
    const projection = this.#wiring.projections.find((one) => one.name === name)
    if (!projection) return Promise.reject(new Error(`there is no projection called ${name}`))
    const filling = this.#fillBeside(projection).finally(() => this.#filling.delete(name))
    this.#filling.set(name, filling)
    return filling
  }

  #follow(): Promise<void> {
    const { store, signal } = this.#wiring
    const committed = (live: boolean) => {
      for (const file of this.#members) {
        file.settleErasure()
        if (live && !file.filled) this.#finish(file)
      }
      for (const [name, { fresh, done }] of this.#arrived) this.#swapWhenLevel(name, fresh, done)
      return false
    }
    return follow(this.#members, { store, signal, committed, commitEvery: alone })
  }

  #finish(file: ProjectionFile): void {
    file.finish()
    this.#generations.forgetAside(file.projection.name)
  }

  /** A new, empty generation; readers see it at once where there is nothing older that they could see. */
  #begin(projection: AnyProjection, showAtOnce: boolean): ProjectionFile {
    const { name } = projection
    const file = this.#generations.next(name)
    const fresh = new ProjectionFile(projection, file, this.#wiring.vault)
    if (showAtOnce || !this.#generations.current(name)) this.#generations.pointTo(name, file)
    return fresh
  }

  async #fillAlone(names: readonly string[]): Promise<void> {
    const { projections, store, signal, log } = this.#wiring
    const wanted = projections.filter(({ name }) => names.includes(name))
    const fresh = wanted.map((projection) => this.#begin(projection, false))
    if ((await store.head()) !== undefined) {
      log('info', 'filling from the start of the log', { projections: names })
      await follow(fresh, { store, signal, committed: (live) => live, commitEvery: alone, silent: true })
    }
    this.#members.push(...fresh)
    if (signal.aborted) return
    for (const file of fresh) {
      this.#finish(file)
      const old = this.#generations.current(file.projection.name)
      this.#generations.pointTo(file.projection.name, file.file)
      if (old && old !== file.file) this.#inBackground(retire(old, this.#pause))
    }
  }

  async #fillBeside(projection: AnyProjection): Promise<void> {
    const { store, signal, log } = this.#wiring
    const { name } = projection
    const started = Date.now()
    const fresh = this.#begin(projection, false)
    log('info', 'rebuilding beside the old rows', { projection: name })
    // Nothing is read between this comparison and `push`, so the live reader hands over exactly what comes next.
    const level = () => (fresh.position ?? -1n) >= (highest(this.#members) ?? -1n)
    if ((await store.head()) !== undefined) {
      const committed = (live: boolean) => {
        if (!live) return false
        if (!fresh.filled) this.#finish(fresh)
        return level()
      }
      await follow([fresh], { store, signal, committed, commitEvery: besideOthers, silent: true })
    }
    if (signal.aborted) return fresh.close()
    const swapped = new Promise<void>((done) => this.#arrived.set(name, { fresh, done }))
    this.#members.push(fresh)
    this.#swapWhenLevel(name, fresh, this.#arrived.get(name)?.done ?? (() => undefined))
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    await Promise.race([swapped, stopped])
    log('info', 'rebuilt', { projection: name, events: fresh.ordinal, seconds: (Date.now() - started) / 1000 })
  }

  #swapWhenLevel(name: string, fresh: ProjectionFile, done: () => void): void {
    const { log } = this.#wiring
    const swapped = swapWhenLevel(fresh, { members: this.#members, generations: this.#generations, log })
    if (!swapped) return
    this.#arrived.delete(name)
    const { old, proof } = swapped
    if (old !== undefined) this.#inBackground(proof.then(() => retire(old, this.#pause)))
    done()
  }

  async #dropIfBeyond(): Promise<void> {
    const head = (await this.#wiring.store.head()) ?? -1n
    const beyond = this.#members.filter(({ position }) => (position ?? -1n) > head)
    if (beyond.length > 0) this.#startAnew(`a checkpoint lies beyond the head of the log (${head})`)
  }

  async #recover(error: unknown): Promise<void> {
    const lost = error instanceof LostEvent
    if (error instanceof CorruptRows) setAside(error.file, error.cause, this.#generations, this.#wiring.log)
    if (!(error instanceof CheckpointBeyondLog) && !lost) throw error
    // Rows that were filled from the start and still miss an event: then the log itself does.
    if (lost && this.#startedAnew) throw error
    this.#startedAnew = lost
    this.#startAnew(error.message)
    await sleep(50)
  }

  /** The rows belong to another log, or to another past of this one: nobody may read them any more. */
  #startAnew(why: string): void {
    const { log } = this.#wiring
    log('warn', 'the rows do not fit this log and are built again from its start', { why })
    const old = this.#members.splice(0)
    for (const file of old) {
      file.close()
      this.#members.push(this.#begin(file.projection, true))
      this.#inBackground(retire(file.file, this.#pause))
    }
  }

  readonly #pause = async (ms: number): Promise<void> => {
    await sleep(ms, undefined, { signal: this.#wiring.signal }).catch(() => undefined)
  }

  #inBackground(work: Promise<unknown>): void {
    const { log } = this.#wiring
    const watched = work.catch((error: unknown) => log('error', 'background work failed', { error: String(error) }))
    this.#background.push(watched)
    void watched.then(() => (this.#background = this.#background.filter((one) => one !== watched)))
  }
}
