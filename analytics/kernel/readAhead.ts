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

  /** Waits for at least one event, or the end. Answers whether the head of the log has been reached. */
  async some(): Promise<boolean> {
    while (this.#events.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#events.length === 0 && this.#error !== undefined) throw this.#error
    return this.#live
  }

  take(count: number): readonly RecordedEvent[] {
    const taken = this.#events.slice(0, count)
    this.#events = this.#events.slice(count)
    this.#room()
    return taken
  }

  async #read(source: AsyncIterable<Batch>): Promise<void> {
    try {
      for await (const { events, live } of source) {
        this.#live = live
        for (const event of events) this.#events.push(event)
        if (events.length > 0) this.#wake()
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
