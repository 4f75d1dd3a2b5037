import type { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'

/** A read under way; `cancel` ends it on both sides. */
export type Reader = Readable & { cancel: () => void }
export type Writer = EventEmitter & { write: (message: Buffer) => boolean }

/** One client of EventStoreDB, as far as the door needs it. */
export interface Connection {
  read<Answer>(request: Buffer, decode: (message: Uint8Array) => Answer): Promise<Reader>
  batchAppend<Answer>(decode: (message: Uint8Array) => Answer): Promise<Writer>
  close(): Promise<void>
}

/** The present client, and a new one in its place after any transport error or time-out (eventstore.md §5). */
export class Connections<Client extends { close: () => Promise<void> }> {
  private readonly connect: () => Client
  private client: Client | undefined
  private isClosed = false

  constructor(connect: () => Client) {
    this.connect = connect
  }

  get current(): Client {
    if (this.isClosed) throw new Error('This door to the event log is closed.')
    return (this.client ??= this.connect())
  }

  /** Forgets a client that failed; whoever still waits on it is told, and asks for the current one. */
  renew(failed: Client): void {
    if (this.client === failed) this.client = undefined
    // Closing a client whose server is gone or frozen may itself fail; the client is forgotten either way.
    failed.close().catch(() => undefined)
  }

  async close(): Promise<void> {
    this.isClosed = true
    await this.client?.close()
  }
}
