import type { Batch, RecordedEvent } from '../../services/kernel/eventStore.ts'

/** Reads the log while the batch before is on its way, but never more than `limit` events ahead. */
export class Ahead {
  readonly #limit: number
  #events: RecordedEvent[] = []
  #live = false
  #ended = false
  #error: unknown
  #wake: () => void = () => undefined
  #room: () => void = () => undefined

  constructor(source: AsyncIterable<Batch>, limit: number) {
    this.#limit = limit
    void this.#read(source)
  }

  /**
   * Waits for at least one event, or the end. Answers whether the head of the log has been reached.
   *
   * @param orHead the head is enough, whether there is an event or not
   */
  async some(orHead = false): Promise<boolean> {
    while (this.#events.length === 0 && !this.#ended && !(orHead && this.#live)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#events.length === 0 && this.#error !== undefined) throw this.#error
    return this.#live
  }

  /** Up to `count` events, none beyond the position `until`. */
  take(count: number, until?: bigint): readonly RecordedEvent[] {
    const beyond = until === undefined ? -1 : this.#events.findIndex(({ position }) => position > until)
    const most = beyond < 0 ? count : Math.min(count, beyond)
    const taken = this.#events.slice(0, most)
    this.#events = this.#events.slice(most)
    this.#room()
    return taken
  }

  async #read(source: AsyncIterable<Batch>): Promise<void> {
    try {
      for await (const { events, live } of source) {
        this.#live = live
        for (const event of events) this.#events.push(event)
        if (events.length > 0 || live) this.#wake()
        while (this.#events.length >= this.#limit) {
          await new Promise<void>((resolve) => {
            this.#room = resolve
          })
        }
      }
    } catch (error) {
      this.#error = error
    }
    this.#ended = true
    this.#wake()
  }
}
