import { randomUUID } from 'node:crypto'

import type { Call } from './call.ts'
import type { Log } from './log.ts'
import { isNegative, type Place, type ReadRequest } from './readCheck.ts'
import { encodeCaughtUp, encodeCheckpoint, encodeConfirmation, encodeEvents, type Checkpoint } from './readEvents.ts'
import { encoderOf, filterOf, isPlain, pageRows, turn } from './reads.ts'
import { beforeAll, isBefore, Search } from './search.ts'
import { invalid, threw, type Status } from './status.ts'
import { positionOf, revisionOf, streamOf, type StoredEvent } from './stored.ts'

/** Who is told of every commit. Told in commit order and before anything else runs, so that nothing can slip between. */
export class Hub {
  private readonly live = new Set<Subscription>()

  join(subscription: Subscription): void {
    this.live.add(subscription)
  }

  leave(subscription: Subscription): void {
    this.live.delete(subscription)
  }

  committed(events: readonly StoredEvent[]): void {
    if (this.live.size === 0) return
    let shared: Buffer | undefined
    const everything = () => (shared ??= encodeEvents(events))
    for (const subscription of this.live) subscription.committed(events, everything)
  }
}

/** The real server keeps 32 events per live subscriber and reads again from disk beyond that, which it tells by `caughtUp`. */
const liveBuffer = 32

type Cursor = {
  readonly page: () => readonly StoredEvent[]
  /** Whether a committed event belongs to it and was not given before. */
  readonly isNew: (row: StoredEvent) => boolean
  readonly passed: (row: StoredEvent) => void
}

type Route = {
  readonly cursor: Cursor
  readonly search: Search | undefined
  readonly encode: (rows: readonly StoredEvent[]) => Buffer
  /** Whether it wants every event just as it is stored. */
  readonly sharesAll: boolean
}

/** One subscriber: reads pages until it has caught up, then is told of commits; falls back to pages when it is slow. */
export class Subscription {
  private readonly call: Call
  private readonly hub: Hub
  private readonly route: Route

  constructor(call: Call, hub: Hub, route: Route) {
    this.call = call
    this.hub = hub
    this.route = route
    call.onClosed(() => hub.leave(this))
  }

  async catchUp(): Promise<void> {
    while (this.call.isOpen) {
      const rows = this.route.cursor.page()
      if (rows.length === 0) {
        this.tell(this.route.search?.caughtUp())
        return this.goLive()
      }
      this.pass(rows)
      if (!this.give(rows, false)) await this.call.drained()
      else await turn()
    }
  }

  goLive(): void {
    this.hub.join(this)
    this.call.send(encodeCaughtUp())
  }

  private tell(checkpoint: Checkpoint | undefined): boolean {
    return checkpoint === undefined || this.call.send(encodeCheckpoint(checkpoint))
  }

  committed(events: readonly StoredEvent[], everything: () => Buffer): void {
    if (this.call.isSlow) {
      this.hub.leave(this)
      void this.call.drained().then(() => this.catchUp())
      return
    }
    const { cursor, sharesAll } = this.route
    const mine = events.filter((row) => cursor.isNew(row))
    if (mine.length === 0) return
    this.pass(mine)
    if (sharesAll && mine.length === events.length) this.call.send(everything())
    else this.give(mine, true)
    if (events.length > liveBuffer) this.call.send(encodeCaughtUp())
  }

  private pass(rows: readonly StoredEvent[]): void {
    const last = rows.at(-1)
    if (last !== undefined) this.route.cursor.passed(last)
  }

  /** Sends what the filter lets through, with checkpoints in their place. */
  private give(rows: readonly StoredEvent[], isLive: boolean): boolean {
    const { search, encode } = this.route
    if (search === undefined) return this.call.send(encode(rows))
    let held: StoredEvent[] = []
    let accepts = true
    const leave = () => {
      if (held.length > 0) accepts = this.call.send(encode(held))
      held = []
    }
    for (const row of rows) {
      const { gives, checkpoint } = search.pass(row, isLive)
      if (gives) held.push(row)
      if (checkpoint === undefined) continue
      leave()
      accepts = this.tell(checkpoint)
    }
    leave()
    return accepts
  }
}

export async function subscribe(call: Call, log: Log, hub: Hub, request: ReadRequest): Promise<void> {
  call.send(encodeConfirmation(randomUUID()))
  const { stream, from } = request
  if (stream !== undefined) {
    const route = { cursor: streamCursor(log, from, stream), search: undefined, encode: encoderOf(log, request) }
    return new Subscription(call, hub, { ...route, sharesAll: false }).catchUp()
  }
  const checkpoint = checkpointOf(from, log.last)
  const isUpToDate = !isBefore(checkpoint, { commit: log.last, prepare: log.last })
  const refused = isUpToDate ? undefined : refusalOf(log, request, checkpoint)
  if (refused !== undefined) return call.end(refused)
  const subscription = new Subscription(call, hub, allRoute(log, request, checkpoint))
  return isUpToDate ? subscription.goLive() : subscription.catchUp()
}

/** Where there is nothing to catch up with, the real server does not look at the place. */
function refusalOf(log: Log, { filter }: ReadRequest, from: Checkpoint): Status | undefined {
  if (from !== beforeAll && !log.isBoundary(from.commit)) return invalid('Trying to read from an invalid position.')
  // The real server divides by it.
  return filter?.window === 0 ? threw : undefined
}

function allRoute(log: Log, request: ReadRequest, from: Checkpoint): Route {
  const search = searchOf(request, from, log.last)
  // A filtered look begins with the event at its checkpoint, as on the real server; it counts, but is not given.
  const isIncluded = from.commit <= log.last && (search !== undefined || from.prepare < from.commit)
  const cursor = allCursor(log, isIncluded ? from.commit - 1 : from.commit)
  return { cursor, search, encode: encoderOf(log, request), sharesAll: search === undefined && isPlain(request) }
}

function searchOf(request: ReadRequest, from: Checkpoint, liveAfter: number): Search | undefined {
  const wanted = filterOf(request)
  return request.filter && wanted && new Search(request.filter, wanted, { from, liveAfter })
}

function checkpointOf(from: Place, last: number): Checkpoint {
  if (from === 'start') return beforeAll
  if (from === 'end') return { commit: last, prepare: last }
  return { commit: isNegative(from) ? -1 : Number(from.at), prepare: Number(from.prepare) }
}

function allCursor(log: Log, start: number): Cursor {
  let after = start
  return {
    page: () => log.allAfter(Math.min(after, Number.MAX_SAFE_INTEGER), pageRows),
    isNew: (row) => positionOf(row) > after,
    passed: (row) => (after = positionOf(row)),
  }
}

function streamCursor(log: Log, from: Place, stream: string): Cursor {
  const beyond = Number.MAX_SAFE_INTEGER - 1
  let after = from === 'start' ? -1 : from === 'end' ? log.head(stream) : Math.min(Number(from.at), beyond)
  return {
    page: () => log.streamFrom(stream, after + 1, pageRows),
    isNew: (row) => streamOf(row) === stream && revisionOf(row) > after,
    passed: (row) => (after = revisionOf(row)),
  }
}
