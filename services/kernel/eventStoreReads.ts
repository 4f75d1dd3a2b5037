import type { RecordedEvent, ReadOptions, Revision } from './eventStore.ts'
import type { Connection, Reader } from './eventStoreConnection.ts'
import { decodeRead, encodeRead, type ReadAnswer, type Reading } from './eventStoreReadMessages.ts'
import { LogTimeout, within } from './eventStoreRetry.ts'

const everything = Number.MAX_SAFE_INTEGER
const topPage = 32

type StreamRead = { readonly events: readonly RecordedEvent[]; readonly revision: Revision }

function readUpTo(events: readonly RecordedEvent[]): StreamRead {
  return { events, revision: events.at(-1)?.revision ?? 'none' }
}

/** Reads that end: everything that is asked for, in one array. */
export class Reads {
  private readonly connection: Connection
  private readonly timeoutMs: number

  constructor(connection: Connection, timeoutMs: number) {
    this.connection = connection
    this.timeoutMs = timeoutMs
  }

  /** undefined where the stream does not exist. */
  async collect(reading: Reading): Promise<RecordedEvent[] | undefined> {
    const reader = await within(this.timeoutMs, 'connect', this.connection.read(encodeRead(reading), decodeRead))
    return new Promise((resolve, reject) => {
      const watch = new Watch(this.timeoutMs, reader)
      const events: RecordedEvent[] = []
      let isMissing = false
      reader.on('data', (answer: ReadAnswer) => {
        watch.touch()
        if (typeof answer === 'object') events.push(answer)
        else if (answer === 'streamNotFound') isMissing = true
      })
      reader.on('error', (error) => reject(watch.stop() ?? error))
      reader.on('end', () => {
        watch.stop()
        resolve(isMissing ? undefined : events)
      })
    })
  }

  async stream(stream: string, { from = 0n, maxCount = everything }: ReadOptions): Promise<StreamRead> {
    if (maxCount < 1) throw new RangeError('maxCount is at least 1')
    if (from > 0n) return this.streamAfter(stream, from, maxCount)
    const events = await this.collect({ stream, from, count: maxCount })
    return readUpTo(events ?? [])
  }

  /** The event before `from` is read along: where nothing follows it, one question tells where the stream ends. */
  private async streamAfter(stream: string, from: bigint, maxCount: number): Promise<StreamRead> {
    for (;;) {
      const found = await this.collect({ stream, from: from - 1n, count: Math.min(maxCount + 1, everything) })
      const last = found?.at(-1)
      if (found !== undefined && last !== undefined) return { events: found.slice(1), revision: last.revision }
      const [newest] = found === undefined ? [] : await this.newest(stream, 1)
      if (newest === undefined) return { events: [], revision: 'none' }
      // Unless the stream grew past `from` between the two questions: then its new events are still to be read.
      if (newest.revision < from) return { events: [], revision: newest.revision }
    }
  }

  async newest(stream: string, count: number): Promise<RecordedEvent[]> {
    if (count < 1) throw new RangeError('maxCount is at least 1')
    return (await this.collect({ stream, from: 'end', count, backwards: true })) ?? []
  }

  /** Position of the newest event of the whole log, `$`-streams included. */
  async top(): Promise<bigint | undefined> {
    const events = await this.collect({ after: 'end', count: 1, backwards: true })
    return events?.[0]?.position
  }

  async head(): Promise<bigint | undefined> {
    let after: bigint | 'end' = 'end'
    for (;;) {
      const events: RecordedEvent[] = (await this.collect({ after, count: topPage, backwards: true })) ?? []
      const found = events.find((event) => !event.stream.startsWith('$'))
      const oldest = events.at(-1)
      if (found !== undefined || oldest === undefined || events.length < topPage) return found?.position
      after = oldest.position
    }
  }
}

/** Cancels a read that has gone silent; a timer is only moved when it fires, so that an event costs one clock reading. */
class Watch {
  private readonly timeoutMs: number
  private readonly reader: Reader
  private timer: NodeJS.Timeout
  private hasMoved = false
  private late: LogTimeout | undefined

  constructor(timeoutMs: number, reader: Reader) {
    this.timeoutMs = timeoutMs
    this.reader = reader
    this.timer = setTimeout(() => this.expire(), timeoutMs)
  }

  touch(): void {
    this.hasMoved = true
  }

  stop(): LogTimeout | undefined {
    clearTimeout(this.timer)
    return this.late
  }

  private expire(): void {
    if (this.hasMoved) {
      this.hasMoved = false
      this.timer = setTimeout(() => this.expire(), this.timeoutMs)
      return
    }
    this.late = new LogTimeout(`The event log did not answer a read within ${this.timeoutMs} ms`)
    this.reader.cancel()
  }
}
