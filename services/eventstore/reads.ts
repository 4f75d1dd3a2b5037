import type { Call } from './call.ts'
import type { Log } from './log.ts'
import { encodeEvents, encodeLastStreamPosition, encodeStreamNotFound } from './readEvents.ts'
import type { Place, ReadRequest } from './readRequest.ts'
import { ok, unknown, type Status } from './status.ts'
import { positionOf, revisionOf, streamOf, typeOf, type StoredEvent } from './stored.ts'

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
  await pour(call, start.source, request, count)
  const last = request.stream === undefined ? -1 : log.head(request.stream)
  if (!request.backwards && request.compatibility > 0 && last >= 0) call.send(encodeLastStreamPosition(last))
  call.end(ok)
}

async function pour(call: Call, source: Source, request: ReadRequest, count: number): Promise<void> {
  const wanted = filterOf(request)
  let left = count
  while (left > 0 && call.isOpen) {
    const rows = source(wanted === undefined ? Math.min(left, pageRows) : pageRows)
    if (rows.length === 0) return
    const chosen = wanted === undefined ? rows : rows.filter(wanted).slice(0, left)
    left -= chosen.length
    if (chosen.length > 0 && !call.send(encodeEvents(chosen))) await call.drained()
    else await turn()
  }
}

/** Lets waiting appends and other readers go first. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function filterOf({ filter }: ReadRequest): ((row: StoredEvent) => boolean) | undefined {
  if (filter === undefined) return undefined
  const subject = filter.on === 'stream' ? streamOf : typeOf
  return (row) => filter.prefixes.some((prefix) => subject(row).startsWith(prefix))
}

type Start = Status | { readonly answer: Buffer } | { readonly source: Source }

const invalidPosition = unknown('Unexpected ReadAllResult: InvalidPosition')

function startInAll(log: Log, { from, backwards }: ReadRequest, count: number): Start {
  // The real server never answers this one and stays busy; the door never asks it.
  if (count === 0) return unknown('Unexpected ReadAllResult: Error')
  const refused = typeof from === 'object' && refusedPlace(log, from, backwards)
  if (refused) return refused
  return { source: backwards ? downFrom(log, placeOf(from, 0)) : upFrom(log, placeOf(from, beyondAnything)) }
}

function refusedPlace(log: Log, from: Exclude<Place, string>, backwards: boolean): Status | undefined {
  if (from.prepare > from.at) return unknown('Exception was thrown by handler.')
  if (from.at > log.end) return backwards ? invalidPosition : undefined
  return log.isBoundary(Number(from.at)) ? undefined : invalidPosition
}

function placeOf(from: Place, end: number): number {
  if (from === 'start') return end === 0 ? 0 : -1
  if (from === 'end') return beyondAnything
  return Math.min(Number(from.at), beyondAnything) - (end === 0 ? 0 : 1)
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

function downFrom(log: Log, before: number): Source {
  let at = before
  return (limit) => {
    const rows = log.allBefore(at, limit)
    const last = rows.at(-1)
    if (last !== undefined) at = positionOf(last)
    return rows
  }
}

function startInStream(log: Log, { from, backwards }: ReadRequest, stream: string, count: number): Start {
  if (count === 0) return unknown('Unexpected ReadStreamResult: Error')
  const head = log.head(stream)
  if (head < 0) return { answer: encodeStreamNotFound(stream) }
  let next = revisionPlace(from, backwards ? head : head + 1)
  return {
    source: (limit) => {
      const rows = backwards ? log.streamDownFrom(stream, next, limit) : log.streamFrom(stream, next, limit)
      const last = rows.at(-1)
      if (last !== undefined) next = revisionOf(last) + (backwards ? -1 : 1)
      return rows
    },
  }
}

function revisionPlace(from: Place, end: number): number {
  if (from === 'start') return 0
  if (from === 'end') return end
  return from.at > beyondAnything ? beyondAnything : Number(from.at)
}
