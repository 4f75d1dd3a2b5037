import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'

import { MalformedMessage } from '../kernel/protobuf.ts'
import { FrameReader, type FrameFault } from './frames.ts'
import { code, internal, lateStatus, ok, threw, unimplemented, type Status } from './status.ts'

const headers: OutgoingHttpHeaders = { ':status': 200, 'content-type': 'application/grpc' }
/** Bytes that may wait in a call before its reader counts as slow. */
const patientBytes = 1024 * 1024

const tooLarge: Status = {
  code: code.resourceExhausted,
  message: 'Received message exceeds the maximum configured message size.',
}
const farewellMs = 50
const incomplete = internal('Incomplete message.')
const surplus = internal('Additional data after the message received.')

/** One gRPC call on an HTTP/2 stream: messages in, framed messages out, a status at the end. */
export class Call {
  private readonly stream: ServerHttp2Stream
  private readonly compressed: Status
  private readonly reader = new FrameReader()
  private status: Status | undefined

  constructor(stream: ServerHttp2Stream, asked: IncomingHttpHeaders) {
    this.stream = stream
    this.compressed =
      asked['grpc-encoding'] === undefined
        ? internal('Request did not include grpc-encoding value with compressed message.')
        : unimplemented('Compression is not offered.')
    // A broken call ends with its own 'close'; an unheard 'error' would end the process.
    stream.on('error', () => undefined)
    stream.on('wantTrailers', () => stream.sendTrailers(trailersOf(this.status ?? ok)))
    this.endAt(asked['grpc-timeout'])
  }

  private endAt(timeout: string | string[] | undefined): void {
    const ms = typeof timeout === 'string' ? millisecondsOf(timeout) : undefined
    if (ms === undefined) return
    const timer = setTimeout(() => {
      this.end(lateStatus)
      // The other side may never end, so its half is cut off; not at once, since that would overtake the status.
      setTimeout(() => this.stream.close(constants.NGHTTP2_CANCEL), farewellMs)
    }, ms)
    this.onClosed(() => clearTimeout(timer))
  }

  get isOpen(): boolean {
    return this.status === undefined && !this.stream.destroyed && !this.stream.closed
  }

  get isSlow(): boolean {
    return this.stream.writableLength > patientBytes
  }

  /** Gives every message to `take` and then calls `ended`. What is malformed ends this call, and only this one. */
  receive(take: (message: Buffer) => void, ended: () => void, malformed: Status = threw): void {
    const safely = (work: () => FrameFault | undefined | void) => {
      if (!this.isOpen) return
      try {
        const fault = work()
        if (fault !== undefined) this.end(fault === 'compressed' ? this.compressed : tooLarge)
      } catch (error) {
        if (!(error instanceof MalformedMessage)) throw error
        this.end(malformed)
      }
    }
    this.stream.on('data', (piece: Buffer) =>
      safely(() => this.reader.push(piece, (message) => this.isOpen && take(message))),
    )
    this.stream.on('end', () => safely(() => (this.reader.isWhole ? ended() : this.end(incomplete))))
  }

  /** Waits for the one message of a call that has only one. */
  receiveOne(take: (message: Buffer) => void): void {
    let only: Buffer | undefined
    const keep = (message: Buffer) => {
      if (only === undefined) only = message
      else this.end(surplus)
    }
    this.receive(keep, () => (only === undefined ? this.end(incomplete) : take(only)))
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

const units: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 }
const longestTimer = 2 ** 31 - 1

/** The header `grpc-timeout`; undefined where it says nothing. */
function millisecondsOf(timeout: string): number | undefined {
  const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(timeout) ?? []
  const ms = Number(digits) * (units[unit ?? ''] ?? Number.NaN)
  return ms <= longestTimer ? ms : undefined
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
