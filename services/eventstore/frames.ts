/** gRPC puts five bytes before each message: not compressed, and its length. */
export const frameHead = 5
export const largestMessage = 16 * 1024 * 1024

export function writeFrameHead(into: Buffer, at: number, length: number): number {
  into[at] = 0
  return into.writeUInt32BE(length, at + 1)
}

export function frame(message: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(frameHead + message.length)
  message.copy(framed, writeFrameHead(framed, 0, message.length))
  return framed
}

export type FrameFault = 'too-large' | 'compressed'

/** Cuts a byte stream into messages. Keeps no more than one unfinished message, and refuses one above the limit at once. */
export class FrameReader {
  private pieces: Buffer[] = []
  private held = 0

  /** Gives each whole message to `take`; a fault ends the stream. */
  push(piece: Buffer, take: (message: Buffer) => void): FrameFault | undefined {
    this.pieces.push(piece)
    this.held += piece.length
    while (this.held >= frameHead) {
      const head = this.peek(frameHead)
      if (head[0] !== 0) return 'compressed'
      const length = head.readUInt32BE(1)
      if (length > largestMessage) return 'too-large'
      if (this.held < frameHead + length) return undefined
      take(this.take(frameHead + length).subarray(frameHead))
    }
    return undefined
  }

  /** Whether no message has begun without ending. */
  get isWhole(): boolean {
    return this.held === 0
  }

  private peek(count: number): Buffer {
    const first = this.pieces[0]
    return first !== undefined && first.length >= count ? first : this.joined()
  }

  private take(count: number): Buffer {
    const bytes = this.peek(count)
    this.held -= count
    if (bytes.length === count) this.pieces.shift()
    else this.pieces[0] = bytes.subarray(count)
    return bytes.subarray(0, count)
  }

  /** Joined only when a whole message is there or its head is cut, so that a large message is not copied per piece. */
  private joined(): Buffer {
    const all = Buffer.concat(this.pieces)
    this.pieces = [all]
    return all
  }
}
