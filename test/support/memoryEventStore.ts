import {
  CheckpointBeyondLog,
  RevisionConflict,
  type Appended,
  type Batch,
  type EventStore,
  type ReadOptions,
  type RecordedEvent,
  type Revision,
  type SealedEvent,
} from '../../services/kernel/eventStore.ts'

type AllOptions = { after?: bigint | undefined; signal: AbortSignal; window?: number }

/** The log in memory: same answers, no server. Positions grow in steps of 100, since a real log's are not contiguous. */
export class MemoryEventStore implements EventStore {
  readonly events: RecordedEvent[] = []
  readonly #streams = new Map<string, RecordedEvent[]>()
  #waiting: (() => void)[] = []

  read(stream: string, { from = 0n, maxCount = Infinity }: ReadOptions = {}) {
    const events = this.#streams.get(stream) ?? []
    const wanted = events.slice(Number(from), Math.min(events.length, Number(from) + maxCount))
    return Promise.resolve({ events: wanted, revision: this.#revision(stream) })
  }

  readBackwards(stream: string, maxCount: number) {
    return Promise.resolve((this.#streams.get(stream) ?? []).slice(-maxCount).reverse())
  }

  async append(stream: string, sealed: readonly SealedEvent[], expected: Revision): Promise<Appended> {
    const before = this.#streams.get(stream) ?? []
    if (this.#revision(stream) !== expected) throw new RevisionConflict(stream, expected)
    for (const event of sealed) {
      const recorded = {
        ...event,
        stream,
        revision: BigInt(before.length),
        position: BigInt(this.events.length + 1) * 100n,
      }
      before.push(recorded)
      this.events.push(recorded)
    }
    this.#streams.set(stream, before)
    for (const wake of this.#waiting.splice(0)) wake()
    return Promise.resolve({ revision: BigInt(before.length - 1), position: this.events.at(-1)?.position ?? 0n })
  }

  async *all({ after = 0n, signal, window = 500 }: AllOptions): AsyncGenerator<Batch> {
    if (after > (this.events.at(-1)?.position ?? 0n)) throw new CheckpointBeyondLog(`${after} lies beyond the log`)
    for (let next = Number(after / 100n); !signal.aborted;) {
      const events = this.events.slice(next, next + window)
      next += events.length
      yield { events, live: next === this.events.length }
      if (next === this.events.length) await this.#changed(signal)
    }
  }

  head() {
    return Promise.resolve(this.events.at(-1)?.position)
  }

  close() {
    return Promise.resolve()
  }

  #revision(stream: string): Revision {
    const { length } = this.#streams.get(stream) ?? []
    return length === 0 ? 'none' : BigInt(length - 1)
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
      this.#waiting.push(resolve)
    })
  }
}
