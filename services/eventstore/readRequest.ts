import { MalformedMessage, ProtoReader, type Uint64 } from '../kernel/protobuf.ts'
import { streamIdentifier } from './requests.ts'

export type Place = 'start' | 'end' | { readonly at: Uint64; readonly prepare: Uint64 }

export type Filter = {
  readonly on: 'stream' | 'type'
  readonly prefixes: readonly string[]
  readonly isRegex: boolean
  readonly window: number
  readonly interval: number
}

export type ReadRequest = {
  /** undefined: everything, `$all`. */
  readonly stream: string | undefined
  readonly from: Place
  readonly backwards: boolean
  /** undefined: a subscription. */
  readonly count: number | undefined
  readonly filter: Filter | undefined
  readonly compatibility: number
}

type Draft = { -readonly [Key in keyof ReadRequest]: ReadRequest[Key] }

export function readRead(message: Buffer): ReadRequest {
  const reader = new ProtoReader(message)
  let request: ReadRequest | undefined
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) request = readOptions(reader.message())
    else reader.skip()
  }
  if (request === undefined) throw new MalformedMessage('a read names what to read')
  return request
}

type Setter = (draft: Draft, reader: ProtoReader) => void

/** One line per field of ReadReq.Options. */
const setters: Readonly<Record<number, Setter>> = {
  1: (draft, reader) => Object.assign(draft, streamOptions(reader.message())),
  2: (draft, reader) => Object.assign(draft, { stream: undefined, from: allOptions(reader.message()) }),
  3: (draft, reader) => (draft.backwards = reader.number() === 1),
  5: (draft, reader) => (draft.count = reader.number()),
  6: (draft, reader) => {
    reader.skip()
    draft.count = undefined
  },
  7: (draft, reader) => (draft.filter = filterOptions(reader.message())),
  10: (draft, reader) => (draft.compatibility = compatibility(reader.message())),
}

function readOptions(reader: ProtoReader): ReadRequest {
  const draft: Draft = {
    stream: undefined,
    from: 'start',
    backwards: false,
    count: undefined,
    filter: undefined,
    compatibility: 0,
  }
  let isComplete = false
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    const set = setters[field]
    if (set === undefined) reader.skip()
    else set(draft, reader)
    isComplete ||= field === 1 || field === 2
  }
  if (!isComplete) throw new MalformedMessage('a read names a stream or all')
  return draft
}

function streamOptions(reader: ProtoReader): { stream: string; from: Place } {
  let stream = ''
  let from: Place = 'start'
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) stream = streamIdentifier(reader.message())
    else if (field === 2) from = atRevision(reader.uint64())
    else {
      if (field === 4) from = 'end'
      reader.skip()
    }
  }
  if (stream === '') throw new MalformedMessage('a stream has a name')
  return { stream, from }
}

const atRevision = (at: Uint64): Place => ({ at, prepare: at })

function allOptions(reader: ProtoReader): Place {
  let from: Place = 'start'
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) from = position(reader.message())
    else {
      if (field === 3) from = 'end'
      reader.skip()
    }
  }
  return from
}

function position(reader: ProtoReader): Place {
  let at: Uint64 = 0
  let prepare: Uint64 = 0
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) at = reader.uint64()
    else if (field === 2) prepare = reader.uint64()
    else reader.skip()
  }
  return { at, prepare }
}

function expression(reader: ProtoReader): { prefixes: string[]; isRegex: boolean } {
  const prefixes: string[] = []
  let isRegex = false
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) isRegex = reader.text() !== '' || isRegex
    else if (field === 2) prefixes.push(reader.text())
    else reader.skip()
  }
  return { prefixes, isRegex }
}

const defaultWindow = 32

function filterOptions(reader: ProtoReader): Filter {
  let on: Filter['on'] = 'stream'
  let matches = { prefixes: [] as string[], isRegex: false }
  let window = defaultWindow
  let interval = 1
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1 || field === 2) {
      on = field === 1 ? 'stream' : 'type'
      matches = expression(reader.message())
    } else if (field === 3) window = Math.max(1, reader.number())
    else if (field === 5) interval = Math.max(1, reader.number())
    else reader.skip()
  }
  return { on, window, interval, ...matches }
}

function compatibility(reader: ProtoReader): number {
  let value = 0
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) value = reader.number()
    else reader.skip()
  }
  return value
}
