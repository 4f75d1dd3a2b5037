import { pageSize, type Filter } from './readCheck.ts'
import type { Checkpoint } from './readEvents.ts'
import { endOf, positionOf, type StoredEvent } from './stored.ts'

export const beforeAll: Checkpoint = { commit: -1, prepare: -1 }

export const isBefore = (one: Checkpoint, other: Checkpoint): boolean =>
  one.commit === other.commit ? one.prepare < other.prepare : one.commit < other.commit

const at = (row: StoredEvent): Checkpoint => ({ commit: positionOf(row), prepare: positionOf(row) })
/** On the wire -1 is the highest number, so that nothing comes after it: the real server compares it so too. */
const unsigned = (half: number): number => (half < 0 ? Number.POSITIVE_INFINITY : half)
const sent = ({ commit, prepare }: Checkpoint): Checkpoint => ({ commit: unsigned(commit), prepare: unsigned(prepare) })

/** What a row means for the subscriber: whether it gets the event, and a checkpoint behind it. */
export type Pass = { readonly gives: boolean; readonly checkpoint: Checkpoint | undefined }

/**
 * A filtered subscriber's way through the log, with the checkpoints of the real server. While catching up it looks at
 * a window of events at a time (less if it finds a page of them), and a checkpoint names the start of the window just
 * read; live it names every n-th event since the subscription began.
 */
export class Search {
  private readonly filter: Filter
  private readonly wanted: (row: StoredEvent) => boolean
  private readonly liveAfter: number
  private liveCount = 0
  /** What was last sent, event or checkpoint: events behind it are new. */
  private last: Checkpoint
  private lastSent: Checkpoint | undefined
  private windowStart: Checkpoint
  private considered = 0
  private found = 0
  private counted = 0

  constructor(filter: Filter, wanted: (row: StoredEvent) => boolean, start: { from: Checkpoint; liveAfter: number }) {
    this.filter = filter
    this.wanted = wanted
    this.last = start.from
    this.windowStart = start.from
    this.liveAfter = start.liveAfter
  }

  private get interval(): number {
    return this.filter.window * this.filter.interval
  }

  pass(row: StoredEvent, isLive: boolean): Pass {
    const isWanted = this.wanted(row)
    const gives = isWanted && isBefore(this.last, at(row))
    if (gives) this.last = at(row)
    const due = this.passLive(row)
    if (!isLive) return { gives, checkpoint: this.passWindow(row, isWanted) }
    return { gives, checkpoint: due && !isBefore(at(row), this.last) ? this.told(at(row)) : undefined }
  }

  private passLive(row: StoredEvent): boolean {
    if (positionOf(row) <= this.liveAfter) return false
    this.liveCount += 1
    if (this.liveCount < this.interval) return false
    this.liveCount = 0
    return true
  }

  private passWindow(row: StoredEvent, isWanted: boolean): Checkpoint | undefined {
    this.considered += 1
    if (isWanted) this.found += 1
    if (this.considered < this.filter.window && this.found < pageSize) return undefined
    const start = this.windowStart
    this.counted += this.considered
    this.considered = 0
    this.found = 0
    this.windowStart = { commit: endOf(row), prepare: 0 }
    if (this.counted < this.interval) return undefined
    this.counted %= this.interval
    return this.told(isBefore(this.last, start) ? start : this.last)
  }

  /** The checkpoint that is due when the end of the log is reached. */
  caughtUp(): Checkpoint | undefined {
    this.considered = 0
    this.found = 0
    this.counted = 0
    this.windowStart = this.last
    return this.told(this.last)
  }

  /** A checkpoint is sent only if it leads further than the one before. */
  private told(checkpoint: Checkpoint): Checkpoint | undefined {
    this.last = checkpoint
    if (this.lastSent !== undefined && !isBefore(this.lastSent, sent(checkpoint))) return undefined
    this.lastSent = sent(checkpoint)
    return checkpoint
  }
}
