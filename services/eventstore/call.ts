import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2'

import { MalformedMessage } from '../kernel/protobuf.ts'
import { FrameReader, type FrameFault } from './frames.ts'
import { code, invalid, ok, unimplemented, type Status } from './status.ts'

const headers: OutgoingHttpHeaders = {
  ':status': 200,
  'content-type': 'application/grpc',
  'grpc-accept-encoding': 'identity',
}
/** Bytes that may wait in a call before its reader counts as slow. */
const patientBytes = 1024 * 1024

const faults: Readonly<Record<FrameFault, Status>> = {
  'too-large': {
    code: code.resourceExhausted,
    message: 'Received message exceeds the maximum configured message size.',
  },
  compressed: unimplemented('Compression is not offered.'),
}

export const incomplete: Status = { code: code.internal, message: 'Incomplete message.' }

/** One gRPC call on an HTTP/2 stream: messages in, framed messages out, a status at the end. */
export class Call {
  private readonly stream: ServerHttp2Stream
  private readonly reader = new FrameReader()
  private status: Status | undefined

  constructor(stream: ServerHttp2Stream) {
    this.stream = stream
    // A broken call ends with its own 'close'; an unheard 'error' would end the process.
    stream.on('error', () => undefined)
    stream.on('wantTrailers', () => stream.sendTrailers(trailersOf(this.status ?? ok)))
  }

  get isOpen(): boolean {
    return this.status === undefined && !this.stream.destroyed && !this.stream.closed
  }

  get isSlow(): boolean {
    return this.stream.writableLength > patientBytes
  }

  /** Gives every message to `take` and then calls `ended`. What is malformed ends this call, and only this one. */
  receive(take: (message: Buffer) => void, ended: () => void = () => undefined): void {
    const safely = (work: () => FrameFault | undefined | void) => {
      if (!this.isOpen) return
      try {
        const fault = work()
        if (fault !== undefined) this.end(faults[fault])
      } catch (error) {
        if (!(error instanceof MalformedMessage)) throw error
        this.end(invalid(error.message))
      }
    }
    this.stream.on('data', (piece: Buffer) =>
      safely(() => this.reader.push(piece, (message) => this.isOpen && take(message))),
    )
    this.stream.on('end', () => safely(() => (this.reader.isWhole ? ended() : this.end(incomplete))))
  }

  onClosed(closed: () => void): void {
    this.stream.once('close', closed)
  }

  /** Sends framed messages; false asks to wait for `drained`. */
  send(framed: Buffer): boolean {
    if (!this.isOpen) return false
    if (!this.stream.headersSent) this.stream.respond(headers, { waitForTrailers: true })
    return this.stream.write(framed)
  }

  /** Resolves when what was sent has left, or the call is over. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.isOpen || !this.stream.writableNeedDrain) return resolve()
      const done = () => {
        this.stream.off('drain', done)
        this.stream.off('close', done)
        resolve()
      }
      this.stream.once('drain', done)
      this.stream.once('close', done)
    })
  }

  end(status: Status = ok): void {
    if (!this.isOpen) return
    this.status = status
    if (this.stream.headersSent) this.stream.end()
    else this.stream.respond({ ...headers, ...trailersOf(status) }, { endStream: true })
    // A client that still sends after its answer would otherwise fill the window.
    this.stream.resume()
  }
}

const percent = (text: string): string =>
  text.replaceAll(/[^\x20-\x24\x26-\x7e]/g, (character) => encodeURIComponent(character))

function trailersOf({ code: status, message, trailers }: Status): OutgoingHttpHeaders {
  return {
    'grpc-status': String(status),
    ...(message === undefined ? {} : { 'grpc-message': percent(message) }),
    ...trailers,
  }
}
