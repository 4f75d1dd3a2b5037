import { ProtoReader } from '../kernel/protobuf.ts'
import type { Expected } from './decide.ts'
import { absentGuid, readGuid, type Guid } from './guid.ts'
import { readProposed, type Proposed } from './proposed.ts'

export function streamIdentifier(reader: ProtoReader): string {
  let name = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 3) name = reader.slice().toString('utf8')
    else reader.skip()
  }
  return name
}

export type AppendOptions = {
  /** undefined where none was named. */
  readonly stream: string | undefined
  readonly expected: Expected | undefined
  /** How long the append may take to arrive, in milliseconds; NaN where it says no time. */
  readonly patience: number
}

type Draft = { -readonly [Key in keyof AppendOptions]: AppendOptions[Key] }

const expectedKinds: Readonly<Record<number, Expected>> = {
  3: { kind: 'noStream' },
  4: { kind: 'any' },
  5: { kind: 'streamExists' },
}

function readOption(reader: ProtoReader, field: number, draft: Draft): void {
  const kind = expectedKinds[field]
  if (field === 1) draft.stream = streamIdentifier(reader.message())
  else if (field === 2) draft.expected = { kind: 'revision', revision: reader.uint64() }
  else if (field === 6) draft.patience = timestamp(reader.message())
  else if (field === 7) draft.patience = milliseconds(reader.message())
  else {
    if (kind !== undefined) draft.expected = kind
    reader.skip()
  }
}

/** Options of BatchAppend and Append, which differ only in that the batch carries a deadline. */
function readAppendOptions(reader: ProtoReader): AppendOptions {
  const draft: Draft = { stream: undefined, expected: undefined, patience: Number.POSITIVE_INFINITY }
  for (let field = reader.field(); field !== 0; field = reader.field()) readOption(reader, field, draft)
  return draft
}

/** A google.protobuf.Timestamp or Duration. */
function milliseconds(reader: ProtoReader): number {
  let value = 0
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) value += Number(BigInt.asIntN(64, BigInt(reader.uint64()))) * 1000
    else if (field === 2) value += reader.number() / 1e6
    else reader.skip()
  }
  return value
}

/** The years that .NET knows: 1 to 9999. */
const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

function timestamp(reader: ProtoReader): number {
  const at = milliseconds(reader)
  return at < earliest || at > latest ? Number.NaN : at - Date.now()
}

export type BatchAppendRequest = {
  /** The id as it was sent, to be echoed; undefined where none was. */
  readonly correlation: Buffer | undefined
  readonly id: Guid
  readonly options: AppendOptions | undefined
  readonly events: readonly Proposed[]
  readonly isFinal: boolean
}

export function readBatchAppend(message: Buffer): BatchAppendRequest {
  const reader = new ProtoReader(message)
  const events: Proposed[] = []
  let correlation: Buffer | undefined
  let options: AppendOptions | undefined
  let isFinal = false
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) correlation = reader.slice()
    else if (field === 2) options = readAppendOptions(reader.message())
    else if (field === 3) events.push(readProposed(reader.message()))
    else if (field === 4) isFinal = reader.number() !== 0
    else reader.skip()
  }
  const id = correlation === undefined ? absentGuid : readGuid(new ProtoReader(correlation))
  return { correlation, id, options, events, isFinal }
}

/** Neither options nor an event where the message was empty. */
export type AppendRequest = { readonly options?: AppendOptions; readonly event?: Proposed }

export function readAppend(message: Buffer): AppendRequest {
  const reader = new ProtoReader(message)
  let request: AppendRequest = {}
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) request = { options: readAppendOptions(reader.message()) }
    else if (field === 2) request = { event: readProposed(reader.message()) }
    else reader.skip()
  }
  return request
}
