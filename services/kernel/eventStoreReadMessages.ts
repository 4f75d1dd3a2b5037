import type { RecordedEvent } from './eventStore.ts'
import { readerOf, uuid } from './eventStoreWire.ts'
import { bytesField, numberField, textField, type ProtoReader } from './protobuf.ts'

type Mutable = { -readonly [Key in keyof RecordedEvent]: RecordedEvent[Key] }

/** What a read gives, message by message: an event as it was recorded, or what the server says between events. */
export type ReadAnswer = RecordedEvent | 'confirmed' | 'caughtUp' | 'streamNotFound' | 'other'

const spoken: Readonly<Record<number, ReadAnswer>> = { 2: 'confirmed', 4: 'streamNotFound', 8: 'caughtUp' }

export function decodeRead(message: Uint8Array): ReadAnswer {
  const reader = readerOf(message)
  const field = reader.field()
  return field === 1 ? readEvent(reader.message()) : (spoken[field] ?? 'other')
}

function readEvent(reader: ProtoReader): RecordedEvent {
  const event: Mutable = { id: '', type: '', stream: '', revision: 0n, position: 0n, dataText: '', metadataText: '' }
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) readRecord(reader.message(), event)
    else reader.skip()
  }
  return event
}

function readRecord(reader: ProtoReader, event: Mutable): void {
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    const read = recordFields[field]
    if (read === undefined) reader.skip()
    else read(reader, event)
  }
}

const recordFields: readonly (((reader: ProtoReader, event: Mutable) => void) | undefined)[] = [
  undefined,
  (reader, event) => (event.id = uuid(reader.message())),
  (reader, event) => (event.stream = identifier(reader.message())),
  (reader, event) => (event.revision = BigInt(reader.uint64())),
  undefined,
  (reader, event) => (event.position = BigInt(reader.uint64())),
  (reader, event) => readEntry(reader.message(), event),
  (reader, event) => (event.metadataText = reader.text()),
  (reader, event) => (event.dataText = reader.text()),
]

function identifier(reader: ProtoReader): string {
  let name = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 3) name = reader.text()
    else reader.skip()
  }
  return name
}

function readEntry(reader: ProtoReader, event: Mutable): void {
  let isType = false
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) isType = reader.text() === 'type'
    else if (field === 2 && isType) event.type = reader.text()
    else reader.skip()
  }
}

export type ReadFrom =
  | { readonly stream: string; readonly from: bigint }
  | { readonly stream: string; readonly from: 'end' }
  /** Everything: after a position, from the start, or backwards from the end. */
  | { readonly after: bigint | 'start' | 'end' }

export type Reading = ReadFrom & { readonly count: number | 'subscribe'; readonly backwards?: boolean }

const start = bytesField(2)
const end = bytesField(3)

function place(reading: Reading): Buffer {
  if ('stream' in reading) {
    const from = reading.from === 'end' ? bytesField(4) : numberField(2, reading.from)
    return bytesField(1, bytesField(1, textField(3, reading.stream)), from)
  }
  const { after } = reading
  if (typeof after === 'string') return bytesField(2, after === 'start' ? start : end)
  return bytesField(2, bytesField(1, numberField(1, after), numberField(2, after)))
}

export function encodeRead(reading: Reading): Buffer {
  const count = reading.count === 'subscribe' ? bytesField(6) : numberField(5, reading.count)
  const direction = numberField(3, reading.backwards === true ? 1 : 0)
  const uuidAsText = bytesField(9, bytesField(2))
  return bytesField(1, place(reading), direction, count, bytesField(8), uuidAsText)
}
