import { bytesField, numberField, textField, varintLength } from '../kernel/protobuf.ts'
import { fieldLength, ProtoPen } from '../kernel/protobufPen.ts'
import { frame, frameHead, writeFrameHead } from './frames.ts'
import { structuredGuid } from './guid.ts'
import type { Given } from './links.ts'
import { columnLength, positionOf, type Column, type StoredEvent } from './stored.ts'

const idLength = 36
/** ReadResp.event, ReadEvent.event and the map entries of a recorded event, whose key texts never change. */
const contentTypeKey = textField(1, 'content-type')
const createdKey = textField(1, 'created')
const typeKey = textField(1, 'type')
const ticksPerMillisecond = '0000'

const optional = (value: number): number => (value === 0 ? 0 : 1 + varintLength(value))
const optionalBytes = (length: number): number => (length === 0 ? 0 : fieldLength(length))

type Lengths = {
  readonly record: number
  readonly stream: number
  readonly type: number
  readonly contentType: number
  readonly created: string
  readonly data: number
  readonly metadata: number
  /** The whole id field where ids are asked for as numbers. */
  readonly numericId: Buffer | undefined
}

const idField = 2 + 2 + idLength
const entryLength = (keyField: Buffer, value: number): number => fieldLength(keyField.length + fieldLength(value))

function measure(row: StoredEvent, numericIds: boolean): Lengths {
  const [position, streamName, revision, id, typeName, dataColumn, metadataColumn, contentTypeName, createdAt] = row
  const stream = Buffer.byteLength(streamName)
  const type = Buffer.byteLength(typeName)
  const contentType = Buffer.byteLength(contentTypeName)
  const created = createdAt + ticksPerMillisecond
  const data = columnLength(dataColumn)
  const metadata = columnLength(metadataColumn)
  const numericId = numericIds ? bytesField(1, bytesField(1, structuredGuid(id))) : undefined
  const entries =
    entryLength(contentTypeKey, contentType) + entryLength(createdKey, created.length) + entryLength(typeKey, type)
  const numbers = optional(revision) + 2 * optional(position)
  const ids = numericId === undefined ? idField : numericId.length
  const record =
    ids + fieldLength(fieldLength(stream)) + numbers + entries + optionalBytes(data) + optionalBytes(metadata)
  return { record, stream, type, contentType, created, data, metadata, numericId }
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

function writeRecord(pen: ProtoPen, row: StoredEvent, lengths: Lengths): void {
  const [position, stream, revision, id, type, data, metadata, contentType] = row
  if (lengths.numericId === undefined) {
    pen.head(1, 2 + idLength)
    pen.head(2, idLength)
    pen.text(id, idLength)
  } else pen.bytes(lengths.numericId)
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
}

const positionField = 3
const eventLength = (row: StoredEvent, { record }: Lengths): number => fieldLength(record) + optional(positionOf(row))

/** Events as framed ReadResp messages, all in one piece of memory, so that one write carries a whole page. */
export function encodeEvents(rows: readonly StoredEvent[], numericIds = false): Buffer {
  let total = 0
  const lengths = rows.map((row) => {
    const measured = measure(row, numericIds)
    total += frameHead + fieldLength(eventLength(row, measured))
    return measured
  })
  const pen = new ProtoPen(Buffer.allocUnsafeSlow(total))
  for (const [index, row] of rows.entries()) {
    const measured = lengths[index]
    if (measured === undefined) continue
    const length = eventLength(row, measured)
    pen.at = writeFrameHead(pen.into, pen.at, fieldLength(length))
    pen.head(1, length)
    pen.head(1, measured.record)
    writeRecord(pen, row, measured)
    pen.number(positionField, positionOf(row))
  }
  return pen.into
}

function encodeRecord(field: number, row: StoredEvent | undefined, numericIds: boolean): Buffer {
  if (row === undefined) return Buffer.alloc(0)
  const measured = measure(row, numericIds)
  const pen = new ProtoPen(Buffer.allocUnsafe(measured.record))
  writeRecord(pen, row, measured)
  return bytesField(field, pen.into)
}

/** An event with the link that led to it; its position is the link's. */
export function encodeGiven({ event, link }: Given, numericIds: boolean): Buffer {
  const place = link ?? event
  const position = place === undefined ? Buffer.alloc(0) : numberField(positionField, positionOf(place))
  const records = [encodeRecord(1, event, numericIds), encodeRecord(2, link, numericIds)]
  return frame(bytesField(1, ...records, position))
}

const optionalNumber = (field: number, value: number | bigint): Buffer =>
  value === 0 ? Buffer.alloc(0) : numberField(field, value)

/** Where a reader of `$all` stands. `prepare` 0 says: before the event at `commit`; -1 in both: before everything. */
export type Checkpoint = { readonly commit: number; readonly prepare: number }

export const encodeConfirmation = (id: string): Buffer => frame(bytesField(2, textField(1, id)))
export const encodeCheckpoint = ({ commit, prepare }: Checkpoint): Buffer =>
  frame(bytesField(3, optionalNumber(1, commit), optionalNumber(2, prepare)))
export const encodeStreamNotFound = (stream: string): Buffer =>
  frame(bytesField(4, bytesField(1, textField(3, stream))))
export const encodeFirstStreamPosition = (revision: number): Buffer => frame(numberField(5, revision))
export const encodeLastStreamPosition = (revision: number): Buffer => frame(numberField(6, revision))
export const encodeCaughtUp = (): Buffer => frame(bytesField(8))
