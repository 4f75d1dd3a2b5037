import { key, varintLength, wireType, writeVarint } from './protobuf.ts'

/** Length of a length-delimited field whose number is below 16. */
export const fieldLength = (length: number): number => 1 + varintLength(length) + length

/** Writes protobuf fields one after another into memory that was measured before: no buffer per field. */
export class ProtoPen {
  readonly into: Buffer
  at = 0

  constructor(into: Buffer) {
    this.into = into
  }

  head(field: number, length: number): void {
    this.into[this.at] = key(field, wireType.bytes)
    this.at = writeVarint(this.into, this.at + 1, length)
  }

  /** Text whose length in bytes is known; where that is its length in characters it is ASCII, which is written faster. */
  text(text: string, length: number): void {
    this.into.write(text, this.at, length, text.length === length ? 'latin1' : 'utf8')
    this.at += length
  }

  bytes(bytes: Uint8Array): void {
    this.into.set(bytes, this.at)
    this.at += bytes.length
  }

  textField(field: number, text: string, length: number): void {
    this.head(field, length)
    this.text(text, length)
  }

  /** proto3 leaves out a zero. */
  number(field: number, value: number): void {
    if (value === 0) return
    this.into[this.at] = key(field, wireType.varint)
    this.at = writeVarint(this.into, this.at + 1, value)
  }
}
