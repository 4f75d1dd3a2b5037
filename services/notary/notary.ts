import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { EventStore } from '../kernel/eventStore.ts'
import type { Installation } from '../kernel/installation.ts'
import type { Vault } from '../kernel/vault.ts'
import { explained, logChanged, otherKey } from './disagreement.ts'
import { keepPublicKey } from './keptKey.ts'
import { NotaryIndex } from './notaryIndex.ts'
import { SealLog } from './sealLog.ts'

export type NotaryWiring = {
  readonly store: EventStore
  readonly vault: Vault
  readonly installation: Installation
  /** DATA_DIR/seals: outside the log's folder, on another disk where there is one. */
  readonly folder: string
  readonly now: () => string
  /** Shortest time between two seals. */
  readonly pauseMs?: number
}

const lastSealPatienceMs = 2_000
const defaultPauseMs = 1_000

export const indexFolder = (sealsFolder: string) => join(sealsFolder, 'index')

/**
 * Reads the whole log as it grows and about once a second signs what it has read. Appends to `seal-log` at an explicit
 * revision, so that two notaries cannot both give the same number.
 */
export class Notary {
  readonly #wiring: NotaryWiring
  readonly #index: NotaryIndex
  readonly #seals: SealLog
  #sealing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #sealedAtMs = -Infinity
  #ended = false

  /** @throws Disagreement when the file of seals cannot be used */
  constructor(wiring: NotaryWiring) {
    mkdirSync(wiring.folder, { recursive: true })
    this.#wiring = wiring
    this.#seals = new SealLog(wiring)
    this.#index = new NotaryIndex(indexFolder(wiring.folder), wiring.installation.hashAlg)
  }

  /**
   * Seals until `signal` aborts.
   * @throws Disagreement when log and seals do not belong together; nothing has been overwritten then
   */
  async run(signal: AbortSignal): Promise<void> {
    const failed = new AbortController()
    const ending = AbortSignal.any([signal, failed.signal])
    try {
      await this.#begin()
      for await (const { events, live } of this.#wiring.store.all({
        after: this.#index.position,
        signal: ending,
        window: 5_000,
      })) {
        this.#index.add(events)
        this.#soon((error) => failed.abort(error))
        // What comes meanwhile is noted in one transaction; a seal waits ten times as long anyway.
        if (live) await sleep(this.#pauseMs / 10, undefined, { signal: ending }).catch(() => undefined)
      }
      if (!failed.signal.aborted) await this.#sealNow(lastSealPatienceMs)
    } catch (error) {
      if (!failed.signal.aborted) throw explained(error)
    } finally {
      await this.#end()
    }
    if (failed.signal.aborted) throw explained(failed.signal.reason)
  }

  async #begin(): Promise<void> {
    const { vault, folder } = this.#wiring
    if (!keepPublicKey(folder, await vault.publicKey())) throw otherKey(folder)
    await this.#seals.takeUp()
    // Notes that lack what was sealed, or say otherwise, are made again from the log.
    if (this.#index.count < this.#seals.count || !this.#agrees()) this.#index.clear()
  }

  /** True when the events read have the root that the last seal says. */
  #agrees(): boolean {
    const { last, count } = this.#seals
    return last === undefined || this.#rootAt(count) === last.root
  }

  /** Seals what has been read, at most once per pause. */
  #soon(fail: (error: unknown) => void): void {
    if (this.#timer || this.#ended) return
    const wait = Math.max(0, this.#sealedAtMs + this.#pauseMs - performance.now())
    this.#timer = setTimeout(() => {
      this.#sealing = this.#sealNow().then(() => {
        this.#timer = undefined
        if (this.#index.count > this.#seals.count) this.#soon(fail) // came while it was being sealed
      }, fail)
    }, wait)
  }

  async #sealNow(patienceMs?: number): Promise<void> {
    const { count } = this.#index
    if (count <= this.#seals.count) return
    if (!this.#agrees()) throw logChanged(this.#seals.last)
    this.#sealedAtMs = performance.now()
    const sealed = this.#seals.append(count, this.#rootAt(count), this.#wiring.now())
    await (patienceMs === undefined ? sealed : Promise.race([sealed, sleep(patienceMs)]))
  }

  get #pauseMs(): number {
    return this.#wiring.pauseMs ?? defaultPauseMs
  }

  #rootAt(count: number): string {
    return this.#index.rootAt(count).toString('hex')
  }

  async #end(): Promise<void> {
    this.#ended = true
    clearTimeout(this.#timer)
    await Promise.race([this.#sealing.catch(() => undefined), sleep(lastSealPatienceMs)])
    this.#seals.close()
    this.#index.close()
  }
}
