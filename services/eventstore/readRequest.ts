import { ProtoReader, type Uint64 } from '../kernel/protobuf.ts'
import { streamIdentifier } from './requests.ts'

/** A place as it was asked for; `nowhere` where none was named. */
export type AskedPlace = 'nowhere' | 'start' | 'end' | { readonly at: Uint64; readonly prepare: Uint64 }

export type AskedFilter = {
  readonly on: 'stream' | 'type' | undefined
  readonly prefixes: readonly string[]
  readonly isRegex: boolean
  /** undefined: no upper bound was named, which is not the same as naming no window at all. */
  readonly window: number | 'unbounded' | undefined
  readonly interval: number
}

/** What a read request says, field by field; `readCheck.ts` says what it means. */
export type AskedRead = {
  readonly of: 'Stream' | 'All' | 'None'
  readonly stream: string | undefined
  readonly from: AskedPlace
  readonly direction: number
  readonly counted: 'Count' | 'Subscription' | 'None'
  readonly count: Uint64
  readonly filtered: 'Filter' | 'NoFilter' | 'None'
  readonly filter: AskedFilter | undefined
  readonly resolvesLinks: boolean
  /** How ids are to be written; undefined where that was not said. */
  readonly ids: 'text' | 'numbers' | undefined
  readonly compatibility: number
}

type Draft = { -readonly [Key in keyof AskedRead]: AskedRead[Key] }

/** undefined where the message has no options. */
export function readRead(message: Buffer): AskedRead | undefined {
  const reader = new ProtoReader(message)
  let asked: AskedRead | undefined
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) asked = readOptions(reader.message())
    else reader.skip()
  }
  return asked
}

type Setter = (draft: Draft, reader: ProtoReader) => void

/** One line per field of ReadReq.Options. */
const setters: Readonly<Record<number, Setter>> = {
  1: (draft, reader) => Object.assign(draft, { of: 'Stream', ...streamOptions(reader.message()) }),
  2: (draft, reader) => Object.assign(draft, { of: 'All', stream: undefined, from: allOptions(reader.message()) }),
  3: (draft, reader) => (draft.direction = reader.number()),
  4: (draft, reader) => (draft.resolvesLinks = reader.number() !== 0),
  5: (draft, reader) => Object.assign(draft, { counted: 'Count', count: reader.uint64() }),
  6: (draft, reader) => {
    reader.skip()
    draft.counted = 'Subscription'
  },
  7: (draft, reader) => Object.assign(draft, { filtered: 'Filter', filter: filterOptions(reader.message()) }),
  8: (draft, reader) => {
    reader.skip()
    Object.assign(draft, { filtered: 'NoFilter', filter: undefined })
  },
  9: (draft, reader) => (draft.ids = uuidOption(reader.message())),
  10: (draft, reader) => (draft.compatibility = compatibility(reader.message())),
}

function readOptions(reader: ProtoReader): AskedRead {
  const draft: Draft = {
    of: 'None',
    stream: undefined,
    from: 'nowhere',
    direction: 0,
    counted: 'None',
    count: 0,
    filtered: 'None',
    filter: undefined,
    resolvesLinks: false,
    ids: undefined,
    compatibility: 0,
  }
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    const set = setters[field]
    if (set === undefined) reader.skip()
    else set(draft, reader)
  }
  return draft
}

function streamOptions(reader: ProtoReader): { stream: string | undefined; from: AskedPlace } {
  let stream: string | undefined
  let from: AskedPlace = 'nowhere'
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) stream = streamIdentifier(reader.message())
    else if (field === 2) from = atRevision(reader.uint64())
    else {
      if (field === 3) from = 'start'
      if (field === 4) from = 'end'
      reader.skip()
    }
  }
  return { stream, from }
}

const atRevision = (at: Uint64): AskedPlace => ({ at, prepare: at })

function allOptions(reader: ProtoReader): AskedPlace {
  let from: AskedPlace = 'nowhere'
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) from = position(reader.message())
    else {
      if (field === 2) from = 'start'
      if (field === 3) from = 'end'
      reader.skip()
    }
  }
  return from
}

function position(reader: ProtoReader): AskedPlace {
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

type FilterDraft = { -readonly [Key in keyof AskedFilter]: AskedFilter[Key] }

function filterOptions(reader: ProtoReader): AskedFilter {
  const draft: FilterDraft = { on: undefined, prefixes: [], isRegex: false, window: undefined, interval: 0 }
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) Object.assign(draft, { on: 'stream', ...expression(reader.message()) })
    else if (field === 2) Object.assign(draft, { on: 'type', ...expression(reader.message()) })
    else if (field === 3) draft.window = reader.number()
    else if (field === 5) draft.interval = reader.number()
    else {
      if (field === 4) draft.window = 'unbounded'
      reader.skip()
    }
  }
  return draft
}

function uuidOption(reader: ProtoReader): 'text' | 'numbers' {
  let ids: 'text' | 'numbers' = 'numbers'
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1 || field === 2) ids = field === 1 ? 'numbers' : 'text'
    reader.skip()
  }
  return ids
}

function compatibility(reader: ProtoReader): number {
  let value = 0
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) value = reader.number()
    else reader.skip()
  }
  return value
}
