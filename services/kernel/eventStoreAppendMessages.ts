import { randomUUID } from 'node:crypto'

import type { Appended, Revision, SealedEvent } from './eventStore.ts'
import { readerOf, uuid } from './eventStoreWire.ts'
import { bytesField, numberField, textField, type ProtoReader } from './protobuf.ts'
import { fieldLength, ProtoPen } from './protobufPen.ts'

/**
 * The messages of EventStoreDB's protocol that are sent for every event. The client library would do this too, but it
 * runs each event through JSON.stringify and JSON.parse and two intermediate forms, so that neither the bytes nor the
 * speed would be ours: proofs are over exact bytes.
 */
const typeKey = textField(1, 'type')
const jsonEntry = bytesField(2, textField(1, 'content-type'), textField(2, 'application/json'))
const final = numberField(4, 1)

type Measured = {
  readonly event: SealedEvent
  readonly type: number
  readonly data: number
  readonly metadata: number
  readonly length: number
}

const optional = (length: number): number => (length === 0 ? 0 : fieldLength(length))

function measured(event: SealedEvent): Measured {
  const type = Buffer.byteLength(event.type)
  const data = Buffer.byteLength(event.dataText)
  const metadata = Buffer.byteLength(event.metadataText)
  const typeEntry = fieldLength(typeKey.length + fieldLength(type))
  const length =
    fieldLength(fieldLength(event.id.length)) + typeEntry + jsonEntry.length + optional(metadata) + optional(data)
  return { event, type, data, metadata, length }
}

function write(pen: ProtoPen, { event, type, data, metadata, length }: Measured): void {
  const { id } = event
  pen.head(3, length)
  pen.head(1, fieldLength(id.length))
  pen.textField(2, id, id.length)
  pen.head(2, typeKey.length + fieldLength(type))
  pen.bytes(typeKey)
  pen.textField(2, event.type, type)
  pen.bytes(jsonEntry)
  if (metadata > 0) pen.textField(3, event.metadataText, metadata)
  if (data > 0) pen.textField(4, event.dataText, data)
}

export type BatchAppend = { readonly correlation: string; readonly message: Buffer; readonly dataBytes: number }

const streamName = (stream: string): Buffer => textField(3, stream)

/** A whole append in one message. */
export function encodeBatchAppend(
  stream: string,
  events: readonly SealedEvent[],
  expected: Revision,
  deadline: number,
): BatchAppend {
  const correlation = randomUUID()
  const revision = expected === 'none' ? bytesField(3) : numberField(2, expected)
  const timestamp = bytesField(6, numberField(1, Math.floor(deadline / 1000)))
  const head = Buffer.concat([
    bytesField(1, textField(2, correlation)),
    bytesField(2, bytesField(1, streamName(stream)), revision, timestamp),
  ])
  const all = events.map(measured)
  const length = all.reduce((sum, each) => sum + fieldLength(each.length), head.length + final.length)
  const pen = new ProtoPen(Buffer.allocUnsafe(length))
  pen.bytes(head)
  for (const each of all) write(pen, each)
  pen.bytes(final)
  return { correlation, message: pen.into, dataBytes: all.reduce((sum, { data }) => sum + data, 0) }
}

export type AppendAnswer = {
  correlation: string
  success: Appended | undefined
  /** google.rpc.Status: its code, its text and the type name of its details. */
  error: { code: number; message: string; type: string } | undefined
}

export function decodeBatchAppend(message: Uint8Array): AppendAnswer {
  const reader = readerOf(message)
  const answer: AppendAnswer = { correlation: '', success: undefined, error: undefined }
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) answer.correlation = uuid(reader.message())
    else if (field === 2) answer.error = status(reader.message())
    else if (field === 3) answer.success = success(reader.message())
    else reader.skip()
  }
  return answer
}

function status(reader: ProtoReader): { code: number; message: string; type: string } {
  const error = { code: 0, message: '', type: '' }
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) error.code = reader.number()
    else if (field === 2) error.message = reader.text()
    else if (field === 3) error.type = anyType(reader.message())
    else reader.skip()
  }
  return error
}

function anyType(reader: ProtoReader): string {
  let type = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) type = reader.text().split('/').at(-1) ?? ''
    else reader.skip()
  }
  return type
}

function success(reader: ProtoReader): Appended {
  let revision = 0n
  let position = 0n
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) revision = BigInt(reader.uint64())
    else if (field === 3) position = commitPosition(reader.message())
    else reader.skip()
  }
  return { revision, position }
}

function commitPosition(reader: ProtoReader): bigint {
  let position = 0n
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) position = BigInt(reader.uint64())
    else reader.skip()
  }
  return position
}
