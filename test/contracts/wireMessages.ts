import { randomUUID } from 'node:crypto'

import { bytesField, numberField, textField, type Uint64 } from '../../services/kernel/protobuf.ts'

const nothing = Buffer.alloc(0)
export type Sent = 'noStream' | 'any' | 'streamExists' | 'unsaid' | Uint64

export function expectedRevision(expected: Sent): Buffer {
  if (expected === 'unsaid') return nothing
  if (typeof expected !== 'string') return numberField(2, expected)
  return bytesField({ noStream: 3, any: 4, streamExists: 5 }[expected])
}

export type SentEvent = {
  /** The inside of the id; undefined: none is sent. */
  readonly id?: Buffer | undefined
  readonly type?: string | undefined
  readonly contentType?: string | undefined
  readonly data?: string
}

const entry = (name: string, value: string | undefined): Buffer =>
  value === undefined ? nothing : bytesField(2, textField(1, name), textField(2, value))

/** A well-formed event, but for what is said otherwise. */
export function proposed(event: SentEvent = {}): Buffer {
  const { id, type, contentType, data } = {
    id: textField(2, randomUUID()),
    type: 'T',
    contentType: 'application/json',
    data: '{}',
    ...event,
  }
  const identifier = id === undefined ? nothing : bytesField(1, id)
  return Buffer.concat([identifier, entry('type', type), entry('content-type', contentType), textField(4, data)])
}

export const named = (stream: string): Buffer => bytesField(1, textField(3, stream))

/** An append by Append: options, then one message per event. */
export const appendMessages = (stream: string, expected: Sent, events: readonly Buffer[]): Buffer[] => [
  bytesField(1, named(stream), expectedRevision(expected)),
  ...events.map((event) => bytesField(2, event)),
]

export type Batch = {
  /** The inside of the correlation id. */
  readonly correlation?: Buffer
  readonly options?: Buffer
  readonly events?: readonly Buffer[]
  readonly isFinal?: boolean
}

/** One message of BatchAppend. */
export function batchMessage({
  correlation = textField(2, randomUUID()),
  options,
  events = [],
  isFinal = true,
}: Batch) {
  return Buffer.concat([
    bytesField(1, correlation),
    options === undefined ? nothing : bytesField(2, options),
    ...events.map((event) => bytesField(3, event)),
    isFinal ? numberField(4, 1) : nothing,
  ])
}

export type Reading = {
  /** StreamOptions or AllOptions, by the field that they stand in. */
  readonly of: Buffer
  readonly direction?: number
  readonly links?: boolean
  readonly count?: Uint64 | 'subscribe' | 'unsaid'
  readonly filter?: Buffer | 'unsaid'
  readonly ids?: 'text' | 'numbers' | 'unsaid'
  readonly compatibility?: number
}

export function readMessage(reading: Reading): Buffer {
  const { of, direction = 0, links = false, ids = 'text', compatibility = 0 } = reading
  const written = ids === 'unsaid' ? nothing : bytesField(9, bytesField(ids === 'text' ? 2 : 1))
  const head = [of, numberField(3, direction), numberField(4, links ? 1 : 0), counted(reading), filtered(reading)]
  return bytesField(1, ...head, written, bytesField(10, numberField(1, compatibility)))
}

function counted({ count = 100 }: Reading): Buffer {
  if (count === 'unsaid') return nothing
  return count === 'subscribe' ? bytesField(6) : numberField(5, count)
}

function filtered({ filter }: Reading): Buffer {
  if (filter === 'unsaid') return nothing
  return filter === undefined ? bytesField(8) : bytesField(7, filter)
}

type At = Uint64 | 'start' | 'end' | 'nowhere'

export function ofStream(stream: string, at: At): Buffer {
  const place =
    at === 'nowhere' ? nothing : typeof at === 'string' ? bytesField(at === 'start' ? 3 : 4) : numberField(2, at)
  return bytesField(1, named(stream), place)
}

export function ofAll(at: At, prepare: At = at): Buffer {
  if (at === 'nowhere') return bytesField(2)
  if (typeof at === 'string' || typeof prepare === 'string') return bytesField(2, bytesField(at === 'start' ? 2 : 3))
  return bytesField(2, bytesField(1, numberField(1, at), numberField(2, prepare)))
}
