import { once } from 'node:events'
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2'
import { createConnection } from 'node:net'

/** How a call ended, and what was said before; `code` is undefined for as long as it has not ended. */
export type Ending = {
  readonly messages: readonly Buffer[]
  readonly code: number | undefined
  readonly text: string | undefined
  readonly trailers: Readonly<Record<string, unknown>>
}

type Asking = {
  readonly headers?: Readonly<Record<string, string>>
  /** Whether the request ends; a client that goes on talking does not end it. */
  readonly ends?: boolean
  /** Bytes sent as they are, after the messages. */
  readonly raw?: Buffer
}

export const streamsService = '/event_store.client.streams.Streams'

/** The protocol itself, without a client that would mend or hide what is said. */
export class Wire {
  private readonly session: ClientHttp2Session

  constructor(url: string) {
    const { hostname, port } = url.startsWith('unix:') ? { hostname: 'localhost', port: '80' } : new URL(url)
    const socket = () => createConnection(url.slice('unix:'.length))
    this.session = connect(
      `http://${hostname}:${port}`,
      url.startsWith('unix:') ? { createConnection: socket } : undefined,
    )
  }

  start(path: string, messages: readonly Buffer[], { headers, ends = true, raw }: Asking = {}): WireCall {
    const asked = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers', ...headers }
    const call = this.session.request(asked)
    for (const message of messages) call.write(framed(message))
    if (raw !== undefined) call.write(raw)
    if (ends) call.end()
    return new WireCall(call)
  }

  async ask(path: string, messages: readonly Buffer[], asking: Asking = {}): Promise<Ending> {
    const call = this.start(path, messages, asking)
    await call.ended
    return call.ending
  }

  close(): void {
    this.session.destroy()
  }
}

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

export class WireCall {
  readonly messages: Buffer[] = []
  readonly ended: Promise<unknown>
  private readonly stream: ClientHttp2Stream
  private trailers: Record<string, unknown> = {}
  private held = Buffer.alloc(0)

  constructor(stream: ClientHttp2Stream) {
    this.stream = stream
    this.ended = once(stream, 'close')
    const note = (said: object) => (this.trailers = { ...this.trailers, ...said })
    stream.on('response', note)
    stream.on('trailers', note)
    stream.on('data', (piece: Buffer) => this.take(piece))
  }

  private take(piece: Buffer): void {
    this.held = Buffer.concat([this.held, piece])
    while (this.held.length >= 5) {
      const length = this.held.readUInt32BE(1)
      if (this.held.length < 5 + length) return
      this.messages.push(this.held.subarray(5, 5 + length))
      this.held = this.held.subarray(5 + length)
    }
  }

  write(message: Buffer): void {
    this.stream.write(framed(message))
  }

  cancel(): void {
    this.stream.close(8)
  }

  get ending(): Ending {
    const { 'grpc-status': status, 'grpc-message': text, ...trailers } = this.trailers
    return {
      messages: this.messages,
      code: status === undefined ? undefined : Number(status),
      text: typeof text === 'string' ? decodeURIComponent(text) : undefined,
      trailers,
    }
  }
}
