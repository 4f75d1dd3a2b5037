import type { Log, Outcome, Proposal } from './log.ts'
import type { StoredEvent } from './stored.ts'

export type Pending = {
  readonly proposal: Proposal
  readonly settle: (outcome: Outcome) => void
}

type Storage = {
  readonly log: Log
  /** Called in commit order, once per flush, after the events are durable. */
  readonly committed: (events: readonly StoredEvent[]) => void
  /** Storage failed: from here on nothing may be answered. */
  readonly failed: (error: unknown) => void
}

/** As many bytes as one flush should carry: enough to share an fsync, little enough that readers get their turn. */
const flushBytes = 8 * 1024 * 1024

/**
 * Group commit: whatever has arrived when the loop turns is written in one transaction with one fsync. While it waits
 * for the disk the next group forms in the sockets by itself.
 */
export class Writer {
  private readonly storage: Storage
  private queue: Pending[] = []
  private isScheduled = false
  private hasFailed = false

  constructor(storage: Storage) {
    this.storage = storage
  }

  add(pending: Pending): void {
    this.queue.push(pending)
    this.schedule()
  }

  /** Writes everything that was accepted. */
  finish(): void {
    while (this.queue.length > 0 && !this.hasFailed) this.flush()
  }

  private schedule(): void {
    if (this.isScheduled) return
    this.isScheduled = true
    setImmediate(() => {
      this.isScheduled = false
      this.flush()
      if (this.queue.length > 0) this.schedule()
    })
  }

  private flush(): void {
    if (this.hasFailed || this.queue.length === 0) return
    const group = this.nextGroup()
    const written: StoredEvent[] = []
    const outcomes = this.write(group, written)
    if (outcomes === undefined) return
    for (const [index, { settle }] of group.entries()) {
      const outcome = outcomes[index]
      if (outcome !== undefined) settle(outcome)
    }
    if (written.length > 0) this.storage.committed(written)
  }

  private nextGroup(): readonly Pending[] {
    let bytes = 0
    let count = 0
    for (const { proposal } of this.queue) {
      if (bytes > flushBytes) break
      for (const { data, metadata } of proposal.events) bytes += data.length + metadata.length
      count++
    }
    return this.queue.splice(0, count)
  }

  private write(group: readonly Pending[], written: StoredEvent[]): readonly Outcome[] | undefined {
    const { log } = this.storage
    try {
      log.begin()
      const outcomes = group.map(({ proposal }) => log.append(proposal, written))
      log.commit()
      return outcomes
    } catch (error) {
      this.hasFailed = true
      this.storage.failed(error)
      return undefined
    }
  }
}
