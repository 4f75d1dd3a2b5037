type Kept = { readonly key: Buffer; readonly until: number }

/** Data keys in memory for a short while, the least recently used leaving first. A backstop ends what nobody forgot. */
export class KeyCache {
  readonly #kept = new Map<string, Kept>()
  readonly #size: number
  readonly #ttlMs: number
  #forgettings = 0

  constructor(size: number, ttlMs: number) {
    this.#size = size
    this.#ttlMs = ttlMs
  }

  /** Grows with every `forget`: an answer that was asked for before must not be kept after. */
  get epoch(): number {
    return this.#forgettings
  }

  get(id: string): Buffer | undefined {
    const found = this.#kept.get(id)
    if (!found) return undefined
    this.#kept.delete(id)
    if (found.until < performance.now()) return undefined
    this.#kept.set(id, found)
    return found.key
  }

  set(id: string, key: Buffer): void {
    this.#kept.delete(id)
    this.#kept.set(id, { key, until: performance.now() + this.#ttlMs })
    if (this.#kept.size <= this.#size) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }

  forget(ids: readonly string[]): void {
    this.#forgettings += 1
    for (const id of ids) this.#kept.delete(id)
  }
}
