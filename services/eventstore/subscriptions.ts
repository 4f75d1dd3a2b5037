import { randomUUID } from 'node:crypto'

import type { Call } from './call.ts'
import type { Log } from './log.ts'
import { encodeCaughtUp, encodeCheckpoint, encodeConfirmation, encodeEvents } from './readEvents.ts'
import type { Filter, ReadRequest } from './readRequest.ts'
import { filterOf, pageRows, turn } from './reads.ts'
import { invalid } from './status.ts'
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

/** Counts the events that a filter has looked at, and says where a checkpoint is due. */
class Checkpoints {
  private readonly every: number
  private readonly window: number
  private considered = 0
  private windowStart: number

  constructor({ window, interval }: Filter, start: number) {
    this.every = window * interval
    this.window = window
    this.windowStart = start
  }

  /** While catching up a checkpoint names the start of the window just read; live it names the event. */
  consider(row: StoredEvent, isLive: boolean): number | undefined {
    this.considered += 1
    const due = this.considered % this.every === 0
    const start = this.windowStart
    if (this.considered % this.window === 0) this.windowStart = positionOf(row)
    if (!due) return undefined
    return isLive ? positionOf(row) : start
  }
}

type Cursor = {
  readonly page: () => readonly StoredEvent[]
  /** Whether a committed event belongs to it and was not given before. */
  readonly isNew: (row: StoredEvent) => boolean
  readonly passed: (row: StoredEvent) => void
  readonly isEverything: boolean
  readonly position: () => number
}

/** One subscriber: reads pages until it has caught up, then is told of commits; falls back to pages when it is slow. */
export class Subscription {
  private readonly call: Call
  private readonly hub: Hub
  private readonly cursor: Cursor
  private readonly wanted: ((row: StoredEvent) => boolean) | undefined
  private readonly checkpoints: Checkpoints | undefined

  constructor(call: Call, hub: Hub, cursor: Cursor, request: ReadRequest) {
    this.call = call
    this.hub = hub
    this.cursor = cursor
    this.wanted = filterOf(request)
    this.checkpoints = request.filter && new Checkpoints(request.filter, cursor.position())
    call.onClosed(() => hub.leave(this))
  }

  async catchUp(): Promise<void> {
    while (this.call.isOpen) {
      const rows = this.cursor.page()
      if (rows.length === 0) return this.goLive()
      this.pass(rows)
      if (!this.give(rows, false)) await this.call.drained()
      else await turn()
    }
  }

  private goLive(): void {
    this.hub.join(this)
    if (this.checkpoints !== undefined) this.call.send(encodeCheckpoint(this.cursor.position()))
    this.call.send(encodeCaughtUp())
  }

  committed(events: readonly StoredEvent[], everything: () => Buffer): void {
    if (this.call.isSlow) {
      this.hub.leave(this)
      void this.call.drained().then(() => this.catchUp())
      return
    }
    if (this.cursor.isEverything && this.wanted === undefined && events.every((row) => this.cursor.isNew(row))) {
      this.pass(events)
      this.call.send(everything())
    } else {
      const mine = events.filter((row) => this.cursor.isNew(row))
      if (mine.length === 0) return
      this.pass(mine)
      this.give(mine, true)
    }
    if (events.length > liveBuffer) this.call.send(encodeCaughtUp())
  }

  private pass(rows: readonly StoredEvent[]): void {
    const last = rows.at(-1)
    if (last !== undefined) this.cursor.passed(last)
  }

  /** Sends what the filter lets through, with checkpoints in their place. */
  private give(rows: readonly StoredEvent[], isLive: boolean): boolean {
    const { wanted, checkpoints } = this
    if (wanted === undefined || checkpoints === undefined) return this.call.send(encodeEvents(rows))
    let held: StoredEvent[] = []
    let accepts = true
    const leave = () => {
      if (held.length > 0) accepts = this.call.send(encodeEvents(held))
      held = []
    }
    for (const row of rows) {
      if (wanted(row)) held.push(row)
      const due = checkpoints.consider(row, isLive)
      if (due === undefined) continue
      leave()
      accepts = this.call.send(encodeCheckpoint(due))
    }
    leave()
    return accepts
  }
}

export async function subscribe(call: Call, log: Log, hub: Hub, request: ReadRequest): Promise<void> {
  call.send(encodeConfirmation(randomUUID()))
  const { from, stream } = request
  if (stream === undefined && typeof from === 'object' && from.at <= log.end && !log.isBoundary(Number(from.at))) {
    return call.end(invalid('Trying to read from an invalid position.'))
  }
  const cursor = stream === undefined ? allCursor(log, request) : streamCursor(log, request, stream)
  await new Subscription(call, hub, cursor, request).catchUp()
}

function allCursor(log: Log, { from }: ReadRequest): Cursor {
  let after = from === 'start' ? 0 : from === 'end' ? log.last : Number(from.at)
  return {
    page: () => log.allAfter(Math.min(after, Number.MAX_SAFE_INTEGER), pageRows),
    isNew: (row) => positionOf(row) > after,
    passed: (row) => (after = positionOf(row)),
    isEverything: true,
    position: () => after,
  }
}

function streamCursor(log: Log, { from }: ReadRequest, stream: string): Cursor {
  const beyond = Number.MAX_SAFE_INTEGER - 1
  let after = from === 'start' ? -1 : from === 'end' ? log.head(stream) : Math.min(Number(from.at), beyond)
  return {
    page: () => log.streamFrom(stream, after + 1, pageRows),
    isNew: (row) => streamOf(row) === stream && revisionOf(row) > after,
    passed: (row) => (after = revisionOf(row)),
    isEverything: false,
    position: () => after,
  }
}
