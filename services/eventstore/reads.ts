import type { Call } from './call.ts'
import { resolveLink } from './links.ts'
import type { Log } from './log.ts'
import { isNegative, type Place, type ReadRequest } from './readCheck.ts'
import {
  encodeEvents,
  encodeFirstStreamPosition,
  encodeGiven,
  encodeLastStreamPosition,
  encodeStreamNotFound,
} from './readEvents.ts'
import { ok, unknown, type Status } from './status.ts'
import { endOf, positionOf, revisionOf, streamOf, typeOf, type StoredEvent } from './stored.ts'

/** Rows of one page: large enough that a statement and a write are cheap, small enough that appends get their turn. */
export const pageRows = 512

/** Gives the next rows in reading order, none at the end. */
type Source = (limit: number) => readonly StoredEvent[]

const beyondAnything = Number.MAX_SAFE_INTEGER

/** Reads what there is and ends. */
export async function read(call: Call, log: Log, request: ReadRequest, count: number): Promise<void> {
  const start =
    request.stream === undefined ? startInAll(log, request, count) : startInStream(log, request, request.stream, count)
  if ('code' in start) return call.end(start)
  if ('answer' in start) {
    call.send(start.answer)
    return call.end()
  }
  const given = await pour(call, start.source, { ...request, count, encode: encoderOf(log, request) })
  if (request.stream !== undefined && request.compatibility > 0) tellStream(call, log, request, given)
  call.end(ok)
}

/** What newer clients are told of a stream beside its events. */
function tellStream(call: Call, log: Log, { stream = '', from, backwards }: ReadRequest, given: number): void {
  const last = log.head(stream)
  const isBehind = given === 0 && !backwards && typeof from === 'object' && from.at > last + 1
  if (isBehind) call.send(encodeFirstStreamPosition(last + 1))
  call.send(encodeLastStreamPosition(last))
}

/** Whether a request wants events just as they are stored, so that several readers can share their bytes. */
export const isPlain = ({ resolvesLinks, numericIds }: ReadRequest): boolean => !resolvesLinks && !numericIds

export function encoderOf(log: Log, { resolvesLinks, numericIds }: ReadRequest) {
  return resolvesLinks
    ? (rows: readonly StoredEvent[]) => Buffer.concat(rows.map((row) => encodeGiven(resolveLink(log, row), numericIds)))
    : (rows: readonly StoredEvent[]) => encodeEvents(rows, numericIds)
}

type Pouring = ReadRequest & { readonly count: number; readonly encode: (rows: readonly StoredEvent[]) => Buffer }

/** Sends up to `count` events and says how many there were. */
async function pour(call: Call, source: Source, { count, encode, ...request }: Pouring): Promise<number> {
  const wanted = filterOf(request)
  let left = count
  while (left > 0 && call.isOpen) {
    const rows = source(wanted === undefined ? Math.min(left, pageRows) : pageRows)
    if (rows.length === 0) break
    const chosen = wanted === undefined ? rows : rows.filter(wanted).slice(0, left)
    left -= chosen.length
    if (chosen.length > 0 && !call.send(encode(chosen))) await call.drained()
    else await turn()
  }
  return count - left
}

/** Lets waiting appends and other readers go first. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function filterOf({ filter }: Pick<ReadRequest, 'filter'>): ((row: StoredEvent) => boolean) | undefined {
  if (filter === undefined) return undefined
  const subject = filter.on === 'stream' ? streamOf : typeOf
  return (row) => filter.prefixes.some((prefix) => subject(row).startsWith(prefix))
}

type Start = Status | { readonly answer: Buffer } | { readonly source: Source }

function startInAll(log: Log, { from, backwards, filter }: ReadRequest, count: number): Start {
  const results = filter === undefined ? 'ReadAllResult' : 'FilteredReadAllResult'
  // The real server never answers this one and stays busy; the door never asks it.
  if (count === 0) return unknown(`Unexpected ${results}: Error`)
  const refused = typeof from === 'object' && refusedPlace(log, from, backwards)
  if (refused) return unknown(`Unexpected ${results}: ${refused}`)
  return { source: backwards ? downFrom(log, from) : upFrom(log, afterOf(from)) }
}

function refusedPlace(log: Log, from: Exclude<Place, string>, backwards: boolean): string | undefined {
  if (isNegative(from)) return 'InvalidPosition'
  if (!backwards && from.at > log.last) return undefined
  if (from.at > log.end) return 'Error'
  return log.isBoundary(Number(from.at)) ? undefined : 'InvalidPosition'
}

function afterOf(from: Place): number {
  if (from === 'start') return -1
  return from === 'end' ? beyondAnything : Math.min(Number(from.at), beyondAnything) - 1
}

function upFrom(log: Log, after: number): Source {
  let at = after
  return (limit) => {
    const rows = log.allAfter(at, limit)
    const last = rows.at(-1)
    if (last !== undefined) at = positionOf(last)
    return rows
  }
}

function downFrom(log: Log, from: Place): Source {
  let at = from === 'start' ? 0 : from === 'end' ? beyondAnything : Number(from.at)
  // With the lower half of a position below its upper half, the event that ends there is not meant.
  const skipped = typeof from === 'object' && from.prepare < from.at ? at : undefined
  return (limit) => {
    let rows = log.allBefore(at, limit)
    const [first] = rows
    if (first !== undefined && endOf(first) === skipped) rows = log.allBefore(positionOf(first), limit)
    const last = rows.at(-1)
    if (last !== undefined) at = positionOf(last)
    return rows
  }
}

function startInStream(log: Log, { from, backwards }: ReadRequest, stream: string, count: number): Start {
  if (count === 0 || (from === 'end' && !backwards)) return unknown('Unexpected ReadStreamResult: Error')
  const head = log.head(stream)
  if (head < 0) return { answer: encodeStreamNotFound(stream) }
  let next = from === 'end' ? head : from === 'start' ? 0 : Math.min(Number(from.at), beyondAnything)
  return {
    source: (limit) => {
      const rows = backwards ? log.streamDownFrom(stream, next, limit) : log.streamFrom(stream, next, limit)
      const last = rows.at(-1)
      if (last !== undefined) next = revisionOf(last) + (backwards ? -1 : 1)
      return rows
    },
  }
}
