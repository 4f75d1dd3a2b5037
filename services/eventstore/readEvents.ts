import { bytesField, numberField, textField, varintLength } from '../kernel/protobuf.ts'
import { fieldLength, ProtoPen } from '../kernel/protobufPen.ts'
import { frame, frameHead, writeFrameHead } from './frames.ts'
import type { Column, StoredEvent } from './stored.ts'

const idLength = 36
/** ReadResp.event, ReadEvent.event and the map entries of a recorded event, whose key texts never change. */
const contentTypeKey = textField(1, 'content-type')
const createdKey = textField(1, 'created')
const typeKey = textField(1, 'type')
const ticksPerMillisecond = '0000'

const lengthOf = (column: Column): number => (typeof column === 'string' ? Buffer.byteLength(column) : column.length)
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

function writeColumn(pen: ProtoPen, field: number, column: Column, length: number): void {
  if (length === 0) return
  pen.head(field, length)
  if (typeof column === 'string') pen.text(column, length)
  else pen.bytes(column)
}

function writeEntry(pen: ProtoPen, keyField: Buffer, text: string, length: number): void {
  pen.head(6, keyField.length + fieldLength(length))
  pen.bytes(keyField)
  pen.textField(2, text, length)
}

function writeEvent(pen: ProtoPen, row: StoredEvent, lengths: Lengths): void {
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
  writeEntry(pen, contentTypeKey, contentType, lengths.contentType)
  writeEntry(pen, createdKey, lengths.created, lengths.created.length)
  writeEntry(pen, typeKey, type, lengths.type)
  writeColumn(pen, 7, metadata, lengths.metadata)
  writeColumn(pen, 8, data, lengths.data)
  pen.number(3, position)
}

/** Events as framed ReadResp messages, all in one piece of memory, so that one write carries a whole page. */
export function encodeEvents(rows: readonly StoredEvent[]): Buffer {
  const lengths = rows.map(measure)
  const total = lengths.reduce((sum, { message }) => sum + frameHead + message, 0)
  const pen = new ProtoPen(Buffer.allocUnsafeSlow(total))
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
