import type { Batch, RecordedEvent } from './eventStore.ts'
import type { Reader } from './eventStoreConnection.ts'
import type { ReadAnswer } from './eventStoreReadMessages.ts'

const fullBytes = 8 * 1024 * 1024
/** Windows that may wait here while the consumer works: enough that neither side idles. */
const windowsAhead = 2

const sizeOf = ({ dataText, metadataText }: RecordedEvent): number => dataText.length + metadataText.length

/** What a subscription has delivered and its consumer has not taken yet: bounded, in order. */
export class Inbox {
  private readonly reader: Reader
  private readonly window: number
  private events: RecordedEvent[] = []
  private bytes = 0
  private isLive = false
  private isLiveTold = false
  private error: unknown
  private wake: (() => void) | undefined
  /** Position of the newest event that arrived, `$`-streams included. */
  arrived: bigint | undefined

  constructor(reader: Reader, window: number, arrived: bigint | undefined) {
    this.reader = reader
    this.window = window
    this.arrived = arrived
    reader.on('data', (answer: ReadAnswer) => this.take(answer))
    reader.on('error', (error) => this.fail(error))
    reader.on('end', () => this.fail(Object.assign(new Error('The event log ended a subscription.'), { code: 14 })))
  }

  private take(answer: ReadAnswer): void {
    if (typeof answer === 'object') this.takeEvent(answer)
    else if (answer === 'caughtUp') {
      this.isLive = true
      this.stir()
    }
  }

  private takeEvent(event: RecordedEvent): void {
    this.arrived = event.position
    if (event.stream.startsWith('$')) return
    this.events.push(event)
    this.bytes += sizeOf(event)
    if (this.isLive || this.isFull) this.stir()
    if (this.events.length >= this.window * windowsAhead || this.bytes >= fullBytes * windowsAhead) this.reader.pause()
  }

  private get isFull(): boolean {
    return this.events.length >= this.window || this.bytes >= fullBytes
  }

  private fail(error: unknown): void {
    this.error ??= error
    this.stir()
  }

  private stir(): void {
    this.wake?.()
    this.wake = undefined
  }

  get hasBatch(): boolean {
    return this.isFull || this.error !== undefined || (this.isLive && (this.events.length > 0 || !this.isLiveTold))
  }

  /** Resolves when there is a batch or `ms` have passed. */
  async ready(ms: number): Promise<void> {
    if (this.hasBatch) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.wake = resolve
      timer = setTimeout(resolve, ms)
    })
    clearTimeout(timer)
  }

  /** What has arrived, at most a window of it. Events go before the error that came after them. */
  batch(): Batch {
    if (this.events.length === 0 && this.error !== undefined) throw this.error
    const events = this.events.splice(0, this.window)
    for (const event of events) this.bytes -= sizeOf(event)
    if (this.reader.isPaused()) this.reader.resume()
    const live = this.isLive && this.events.length === 0
    if (live) this.isLiveTold = true
    return { events, live }
  }
}
