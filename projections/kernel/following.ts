import { setTimeout as sleep } from 'node:timers/promises'

import type { Batch, EventStore } from '../../services/kernel/eventStore.ts'
import { blaming } from './corruption.ts'
import { Parsed } from './parsed.ts'
import { LostEvent, type ProjectionFile } from './projectionFile.ts'

export type Following = {
  readonly store: Pick<EventStore, 'all'>
  readonly signal: AbortSignal
  /** Asked after every commit, in the same turn: nothing was read in between. True ends the reading. */
  readonly committed: (live: boolean) => boolean | Promise<boolean>
  /** Most events between two commits while catching up. Small leaves room for others, large writes each row less often. */
  readonly commitEvery: number
  /** While rows are filled from the start nobody is told of each of them. */
  readonly silent?: boolean
}

const idleMs = 100
/** Events that come while people work are committed together this often: a commit per event would cost more than the event. */
const gatherMs = 20
/** Where a crowd comes (an import, a city that fills) a row is written once for several of its events. */
const longestGatherMs = 1_000
const gatherMsPerEvent = 2
/** Events that are asked for at once. As many as that in one batch: there are more to come, and no time to rest. */
const windowEvents = 2_000

/** The more came, the longer the next are gathered: beyond 500 events a second it grows, below it falls back at once. */
const gatherFor = (events: number): number => Math.min(longestGatherMs, Math.max(gatherMs, events * gatherMsPerEvent))

/** The newest position that every one of these files has. */
export function lowest(files: readonly ProjectionFile[]): bigint | undefined {
  let least: bigint | undefined
  for (const { position } of files) {
    if (position === undefined) return undefined
    if (least === undefined || position < least) least = position
  }
  return least
}

/**
 * One reader of the whole log that feeds several files: parsed once, folded by each, committed by each. `files` may
 * change between two commits.
 */
export async function follow(files: readonly ProjectionFile[], following: Following): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([following.signal, stop.signal])
  const iterator = following.store.all({ after: lowest(files), signal, window: windowEvents })[Symbol.asyncIterator]()
  try {
    await feed(files, iterator, following)
  } finally {
    stop.abort()
    await iterator.return?.()
  }
}

async function feed(
  files: readonly ProjectionFile[],
  batches: AsyncIterator<Batch>,
  following: Following,
): Promise<void> {
  let pending = 0
  let gather = gatherMs
  const ends = async (live: boolean): Promise<boolean> => {
    gather = gatherFor(pending)
    pending = 0
    await commitAll(files, live && !following.silent)
    return following.committed(live)
  }
  const afterwards = async ({ live, events }: Batch): Promise<boolean> => {
    if (!live && pending < following.commitEvery) return false
    const isOver = await ends(live)
    if (live && !isOver && events.length < windowEvents) await sleep(gather)
    return isOver
  }
  for (let isOver = false; !isOver;) {
    const next = batches.next()
    // The head may be reached without a word about it; what is folded must not wait for the next event.
    if (await isWaiting(pending, next)) isOver = await ends(true)
    const { done, value } = isOver ? over : await next
    if (done) return
    pending += give(files, value)
    isOver = await afterwards(value)
  }
}

const over = { done: true, value: undefined } as const

function give(files: readonly ProjectionFile[], { events }: Batch): number {
  const parsed = events.map((event) => new Parsed(event))
  for (const file of files) {
    try {
      file.take(parsed)
    } catch (error) {
      throw blaming(file, error)
    }
  }
  return parsed.length
}

async function isWaiting(pending: number, next: Promise<unknown>): Promise<boolean> {
  if (pending === 0) return false
  const first = await Promise.race([next.then(() => 'next'), sleep(idleMs, 'idle', { ref: false })])
  return first === 'idle'
}

async function commitAll(files: readonly ProjectionFile[], live: boolean): Promise<void> {
  for (const file of files) {
    try {
      await file.commit(live)
    } catch (error) {
      throw blaming(file, error)
    }
  }
  requireSameCount(files)
}

/** Files at the same place in the log have seen the same number of events; one that has not has lost some. */
export function requireSameCount(files: readonly ProjectionFile[]): void {
  const counts = new Map<bigint, ProjectionFile>()
  for (const file of files) {
    if (file.position === undefined) continue
    const other = counts.get(file.position)
    counts.set(file.position, file)
    if (!other || other.ordinal === file.ordinal) continue
    const words = `${file.projection.name} counts ${file.ordinal} events, ${other.projection.name} ${other.ordinal}`
    throw new LostEvent(`at position ${file.position} ${words}`)
  }
}
