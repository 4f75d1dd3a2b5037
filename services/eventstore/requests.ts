import { MalformedMessage, ProtoReader, type Uint64 } from '../kernel/protobuf.ts'
import type { Expected } from './decide.ts'
import type { ProposedEvent } from './stored.ts'

const emptyBytes = Buffer.alloc(0)
const emptyId = '00000000-0000-0000-0000-000000000000'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An event as proposed; `fault` says what is wrong with it, to be answered once the whole append is there. */
export type Proposed = ProposedEvent & { readonly fault: string | undefined }

export function streamIdentifier(reader: ProtoReader): string {
  let name = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 3) name = reader.slice().toString('utf8')
    else reader.skip()
  }
  return name
}

function structuredUuid(reader: ProtoReader): string {
  const bits: Uint64[] = [0, 0]
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1 || field === 2) bits[field - 1] = reader.uint64()
    else reader.skip()
  }
  const hex = bits.map((half) => BigInt(half).toString(16).padStart(16, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function readUuid(reader: ProtoReader): string {
  let id = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) id = structuredUuid(reader.message())
    else if (field === 2) id = reader.text()
    else reader.skip()
  }
  return id
}

function mapEntry(reader: ProtoReader): readonly [string, string] {
  let key = ''
  let value = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) key = reader.text()
    else if (field === 2) value = reader.text()
    else reader.skip()
  }
  return [key, value]
}

type Draft = { id: string; type: string | undefined; contentType: string | undefined; data: Buffer; metadata: Buffer }

function readProposedField(reader: ProtoReader, field: number, draft: Draft): void {
  if (field === 1) draft.id = readUuid(reader.message())
  else if (field === 2) {
    const [key, value] = mapEntry(reader.message())
    if (key === 'type') draft.type = value
    else if (key === 'content-type') draft.contentType = value
  } else if (field === 3) draft.metadata = reader.slice()
  else if (field === 4) draft.data = reader.slice()
  else reader.skip()
}

/** A proposed message; BatchAppendReq and AppendReq have the same fields. */
export function readProposed(reader: ProtoReader): Proposed {
  const draft: Draft = { id: '', type: undefined, contentType: undefined, data: emptyBytes, metadata: emptyBytes }
  for (let field = reader.field(); field !== 0; field = reader.field()) readProposedField(reader, field, draft)
  const { id, type = '', contentType = '', data, metadata } = draft
  return { id: id.toLowerCase(), type, contentType, data, metadata, fault: faultOf(draft) }
}

function faultOf({ id, type, contentType }: Draft): string | undefined {
  if (!uuid.test(id) || id === emptyId) return `${JSON.stringify(id)} is not an event id`
  if (type === undefined || type === '') return 'the event has no type'
  return contentType === undefined ? 'the event has no content-type' : undefined
}

export type AppendOptions = { readonly stream: string; readonly expected: Expected; readonly deadline: number }

const expectedKinds: Readonly<Record<number, Expected>> = {
  3: { kind: 'noStream' },
  4: { kind: 'any' },
  5: { kind: 'streamExists' },
}

/** Options of BatchAppend and Append, which differ only in that the batch carries a deadline. */
export function readAppendOptions(reader: ProtoReader): AppendOptions {
  let stream = ''
  let expected: Expected | undefined
  let deadline = Number.POSITIVE_INFINITY
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    const kind = expectedKinds[field]
    if (field === 1) stream = streamIdentifier(reader.message())
    else if (field === 2) expected = { kind: 'revision', revision: reader.uint64() }
    else if (field === 6) deadline = timestamp(reader.message())
    else {
      if (kind !== undefined) expected = kind
      reader.skip()
    }
  }
  if (stream === '' || expected === undefined)
    throw new MalformedMessage('an append names a stream and an expected revision')
  return { stream, expected, deadline }
}

/** A google.protobuf.Timestamp in milliseconds. */
function timestamp(reader: ProtoReader): number {
  let milliseconds = 0
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) milliseconds += Number(reader.uint64()) * 1000
    else if (field === 2) milliseconds += reader.number() / 1e6
    else reader.skip()
  }
  return milliseconds
}

export type BatchAppendRequest = {
  /** The id as it was sent, to be echoed; as a map key it is compared as bytes. */
  readonly correlation: Buffer
  readonly options: AppendOptions | undefined
  readonly events: readonly Proposed[]
  readonly isFinal: boolean
}

export function readBatchAppend(message: Buffer): BatchAppendRequest {
  const reader = new ProtoReader(message)
  const events: Proposed[] = []
  let correlation: Buffer = emptyBytes
  let options: AppendOptions | undefined
  let isFinal = false
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) correlation = reader.slice()
    else if (field === 2) options = readAppendOptions(reader.message())
    else if (field === 3) events.push(readProposed(reader.message()))
    else if (field === 4) isFinal = reader.number() !== 0
    else reader.skip()
  }
  return { correlation, options, events, isFinal }
}

export type AppendRequest = { readonly options: AppendOptions } | { readonly event: Proposed }

export function readAppend(message: Buffer): AppendRequest {
  const reader = new ProtoReader(message)
  let request: AppendRequest | undefined
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) request = { options: readAppendOptions(reader.message()) }
    else if (field === 2) request = { event: readProposed(reader.message()) }
    else reader.skip()
  }
  if (request === undefined) throw new MalformedMessage('an append message holds options or an event')
  return request
}
