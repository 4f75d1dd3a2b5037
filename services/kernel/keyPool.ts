import { randomBytes, randomUUID } from 'node:crypto'

import type { DataKey, Vault } from './vault.ts'

const most = 256

/**
 * Data keys that are already on disk in the vault and belong to nobody yet, so that a command need not wait for a second
 * fsync before its append. What a process that ends had in stock is never used: 32 random bytes that open nothing.
 */
class KeyPool {
  readonly #vault: Pick<Vault, 'putKeys'>
  readonly #stock: DataKey[] = []
  /** Doubles with demand, so that a process that seals little makes little. */
  #target = 0
  #filling: Promise<void> | undefined

  constructor(vault: Pick<Vault, 'putKeys'>) {
    this.#vault = vault
  }

  async take(count: number): Promise<DataKey[]> {
    while (this.#stock.length < count) {
      this.#target = Math.min(most, Math.max(count, this.#target * 2))
      await this.#fill(count)
    }
    const taken = this.#stock.splice(0, count)
    // Refilled behind the command's back; should that fail, the next who finds the stock empty hears of it.
    if (this.#stock.length * 2 < this.#target) void this.#fill(0).catch(() => undefined)
    return taken
  }

  async #fill(needed: number): Promise<void> {
    this.#filling ??= this.#make(Math.max(needed, this.#target) - this.#stock.length).finally(() => {
      this.#filling = undefined
    })
    await this.#filling
  }

  async #make(count: number): Promise<void> {
    const keys = Array.from({ length: Math.max(count, 0) }, () => ({ id: randomUUID(), key: randomBytes(32) }))
    if (keys.length === 0) return
    await this.#vault.putKeys(keys)
    this.#stock.push(...keys)
  }
}

const pools = new WeakMap<object, KeyPool>()

/** Fresh keys, durable in the vault before they are answered. */
export function freshKeys(vault: Pick<Vault, 'putKeys'>, count: number): Promise<DataKey[]> {
  let pool = pools.get(vault)
  if (!pool) pools.set(vault, (pool = new KeyPool(vault)))
  return pool.take(count)
}
