/** One stream's row between two commits. */
export type Held = {
  readonly n: number
  /** -1 before the first event. */
  revision: number
  row: unknown
  /** As it stands in the file; undefined when it is not there yet. */
  stored: unknown
}

/** Rows that were in use lately, so that the next event of a stream need not read and parse them again. */
export class RowCache {
  readonly #limit: number
  #young = new Map<string, Held>()
  #old = new Map<string, Held>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(id: string): Held | undefined {
    const young = this.#young.get(id)
    if (young) return young
    const old = this.#old.get(id)
    if (old) this.set(id, old)
    return old
  }

  /** Two generations: what is not asked for during a whole generation falls out at once. */
  set(id: string, held: Held): void {
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(id, held)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}
