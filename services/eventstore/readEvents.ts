import { bytesField, key, numberField, textField, varintLength, wireType, writeVarint } from '../kernel/protobuf.ts'
import { frame, frameHead, writeFrameHead } from './frames.ts'
import type { Column, StoredEvent } from './stored.ts'

const bytesKey = (field: number): number => key(field, wireType.bytes)
const idLength = 36
/** ReadResp.event, ReadEvent.event and the map entries of a recorded event, whose key texts never change. */
const contentTypeKey = textField(1, 'content-type')
const createdKey = textField(1, 'created')
const typeKey = textField(1, 'type')
const ticksPerMillisecond = '0000'

const lengthOf = (column: Column): number => (typeof column === 'string' ? Buffer.byteLength(column) : column.length)
const fieldLength = (length: number): number => 1 + varintLength(length) + length
const optional = (value: number): number => (value === 0 ? 0 : 1 + varintLength(value))
const optionalBytes = (length: number): number => (length === 0 ? 0 : fieldLength(length))

type Lengths = {
  readonly record: number
  readonly event: number
  readonly message: number
  readonly stream: number
  readonly type: number
  readonly contentType: number
  readonly created: string
  readonly data: number
  readonly metadata: number
}

const idField = 2 + 2 + idLength
const entryLength = (keyField: Buffer, value: number): number => fieldLength(keyField.length + fieldLength(value))

function measure(row: StoredEvent): Lengths {
  const [position, streamName, revision, , typeName, dataColumn, metadataColumn, contentTypeName, createdAt] = row
  const stream = Buffer.byteLength(streamName)
  const type = Buffer.byteLength(typeName)
  const contentType = Buffer.byteLength(contentTypeName)
  const created = createdAt + ticksPerMillisecond
  const data = lengthOf(dataColumn)
  const metadata = lengthOf(metadataColumn)
  const entries =
    entryLength(contentTypeKey, contentType) + entryLength(createdKey, created.length) + entryLength(typeKey, type)
  const numbers = optional(revision) + 2 * optional(position)
  const record =
    idField + fieldLength(fieldLength(stream)) + numbers + entries + optionalBytes(data) + optionalBytes(metadata)
  const event = fieldLength(record) + 1 + varintLength(position)
  return { record, event, message: fieldLength(event), stream, type, contentType, created, data, metadata }
}

/** Writes one message after another into memory that was measured before. */
class Pen {
  readonly into: Buffer
  at = 0

  constructor(into: Buffer) {
    this.into = into
  }

  head(field: number, length: number): void {
    this.into[this.at] = bytesKey(field)
    this.at = writeVarint(this.into, this.at + 1, length)
  }

  /** Text whose length in bytes is known; where that is its length in characters it is ASCII, which is written faster. */
  text(text: string, length: number): void {
    this.into.write(text, this.at, length, text.length === length ? 'latin1' : 'utf8')
    this.at += length
  }

  column(field: number, column: Column, length: number): void {
    if (length === 0) return
    this.head(field, length)
    if (typeof column === 'string') this.text(column, length)
    else this.bytes(column)
  }

  bytes(bytes: Buffer): void {
    bytes.copy(this.into, this.at)
    this.at += bytes.length
  }

  number(field: number, value: number): void {
    if (value === 0) return
    this.into[this.at] = key(field, wireType.varint)
    this.at = writeVarint(this.into, this.at + 1, value)
  }

  entry(keyField: Buffer, text: string, length: number): void {
    this.head(6, keyField.length + fieldLength(length))
    this.bytes(keyField)
    this.head(2, length)
    this.text(text, length)
  }
}

function writeEvent(pen: Pen, row: StoredEvent, lengths: Lengths): void {
  const [position, stream, revision, id, type, data, metadata, contentType] = row
  pen.at = writeFrameHead(pen.into, pen.at, lengths.message)
  pen.head(1, lengths.event)
  pen.head(1, lengths.record)
  pen.head(1, 2 + idLength)
  pen.head(2, idLength)
  pen.text(id, idLength)
  pen.head(2, fieldLength(lengths.stream))
  pen.head(3, lengths.stream)
  pen.text(stream, lengths.stream)
  pen.number(3, revision)
  pen.number(4, position)
  pen.number(5, position)
  pen.entry(contentTypeKey, contentType, lengths.contentType)
  pen.entry(createdKey, lengths.created, lengths.created.length)
  pen.entry(typeKey, type, lengths.type)
  pen.column(7, metadata, lengths.metadata)
  pen.column(8, data, lengths.data)
  pen.number(3, position)
}

/** Events as framed ReadResp messages, all in one piece of memory, so that one write carries a whole page. */
export function encodeEvents(rows: readonly StoredEvent[]): Buffer {
  const lengths = rows.map(measure)
  const total = lengths.reduce((sum, { message }) => sum + frameHead + message, 0)
  const pen = new Pen(Buffer.allocUnsafeSlow(total))
  for (const [index, row] of rows.entries()) {
    const measured = lengths[index]
    if (measured !== undefined) writeEvent(pen, row, measured)
  }
  return pen.into
}

const optionalNumber = (field: number, value: number): Buffer =>
  value === 0 ? Buffer.alloc(0) : numberField(field, value)

export const encodeConfirmation = (id: string): Buffer => frame(bytesField(2, textField(1, id)))
export const encodeCheckpoint = (position: number): Buffer =>
  frame(bytesField(3, optionalNumber(1, position), optionalNumber(2, position)))
export const encodeStreamNotFound = (stream: string): Buffer =>
  frame(bytesField(4, bytesField(1, textField(3, stream))))
export const encodeLastStreamPosition = (revision: number): Buffer => frame(numberField(6, revision))
export const encodeCaughtUp = (): Buffer => frame(bytesField(8))
