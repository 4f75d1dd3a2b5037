/** The bytes are not the protobuf message they claim to be. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage'
}

/** A 64-bit number: exact as `number` up to 2^53, beyond that a bigint; both compare with `<` and `===` after the same rule. */
export type Uint64 = number | bigint

export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const
const longestVarint = 10

/**
 * Reads protobuf by hand, field by field, without an object per message: half of the cost of a read through the
 * generated classes is their intermediate arrays.
 */
export class ProtoReader {
  private readonly bytes: Buffer
  private position: number
  private readonly end: number
  private wire = 0

  constructor(bytes: Buffer, from = 0, end = bytes.length) {
    this.bytes = bytes
    this.position = from
    this.end = end
  }

  /** The next field's number, 0 at the end of the message. */
  field(): number {
    if (this.position >= this.end) return 0
    const key = this.varint()
    this.wire = key % 8
    const field = Math.floor(key / 8)
    if (field === 0) throw new MalformedMessage('a field has number 0')
    return field
  }

  /** The value of a varint field; above 2^53 only its magnitude is right (see `uint64`). */
  number(): number {
    this.expect(wireType.varint)
    return this.varint()
  }

  uint64(): Uint64 {
    this.expect(wireType.varint)
    const start = this.position
    const value = this.varint()
    return value <= Number.MAX_SAFE_INTEGER ? value : this.wide(start)
  }

  /** A length-delimited field, as a window on the message's own memory. */
  slice(): Buffer {
    const end = this.delimited()
    const slice = this.bytes.subarray(this.position, end)
    this.position = end
    return slice
  }

  text(): string {
    const end = this.delimited()
    const text = this.bytes.toString('utf8', this.position, end)
    this.position = end
    return text
  }

  message(): ProtoReader {
    const end = this.delimited()
    const inner = new ProtoReader(this.bytes, this.position, end)
    this.position = end
    return inner
  }

  skip(): void {
    if (this.wire === wireType.varint) this.varint()
    else if (this.wire === wireType.bytes) this.position = this.delimited()
    else if (this.wire === wireType.fixed64) this.advance(8)
    else if (this.wire === wireType.fixed32) this.advance(4)
    else throw new MalformedMessage(`wire type ${this.wire} is not known`)
  }

  private expect(wire: number): void {
    if (this.wire !== wire) throw new MalformedMessage(`wire type ${this.wire} where ${wire} was expected`)
  }

  private advance(count: number): void {
    if (this.position + count > this.end) throw new MalformedMessage('the message ends early')
    this.position += count
  }

  private delimited(): number {
    this.expect(wireType.bytes)
    const length = this.varint()
    const end = this.position + length
    if (end > this.end) throw new MalformedMessage('the message ends early')
    return end
  }

  private varint(): number {
    let value = 0
    let factor = 1
    for (let count = 0; count < longestVarint; count++) {
      if (this.position >= this.end) break
      const byte = this.bytes[this.position++] ?? 0
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
    throw new MalformedMessage('a number does not end')
  }

  private wide(start: number): bigint {
    let value = 0n
    for (let at = start, shift = 0n; at < this.position; at++, shift += 7n) {
      value |= BigInt((this.bytes[at] ?? 0) & 0x7f) << shift
    }
    return BigInt.asUintN(64, value)
  }
}

export function varintLength(value: number): number {
  if (value < 0x80) return 1
  if (value < 0x4000) return 2
  if (value < 0x200000) return 3
  if (value < 0x10000000) return 4
  let length = 5
  for (let rest = Math.floor(value / 0x800000000); rest > 0; rest = Math.floor(rest / 128)) length++
  return length
}

/** Writes a varint and gives the position behind it. */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  let rest = value
  let position = at
  while (rest > 0x7fffffff) {
    into[position++] = (rest % 128) | 0x80
    rest = Math.floor(rest / 128)
  }
  while (rest > 0x7f) {
    into[position++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  into[position++] = rest
  return position
}

export const key = (field: number, wire: number): number => field * 8 + wire

/** A length-delimited field from ready parts; for messages that are too rare or too small to be worth more. */
export function bytesField(field: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const head = Buffer.allocUnsafe(varintLength(key(field, wireType.bytes)) + varintLength(length))
  writeVarint(head, writeVarint(head, 0, key(field, wireType.bytes)), length)
  return Buffer.concat([head, ...parts])
}

export const textField = (field: number, text: string): Buffer => bytesField(field, Buffer.from(text, 'utf8'))

export function numberField(field: number, value: Uint64): Buffer {
  const bytes: number[] = []
  for (let rest = BigInt(field) << 3n; ; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0))
    if (rest <= 0x7fn) break
  }
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0))
    if (rest <= 0x7fn) break
  }
  return Buffer.from(bytes)
}
