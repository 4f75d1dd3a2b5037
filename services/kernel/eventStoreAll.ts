import { CheckpointBeyondLog, type Batch } from './eventStore.ts'
import type { Connection } from './eventStoreConnection.ts'
import { Inbox } from './eventStoreInbox.ts'
import { decodeRead, encodeRead } from './eventStoreReadMessages.ts'
import type { Reads } from './eventStoreReads.ts'
import { Backoff, codeOf, isUnreachable, LogTimeout } from './eventStoreRetry.ts'

export type AllOptions = { readonly after: bigint | undefined; readonly signal: AbortSignal; readonly window: number }

/** What a subscription stands on: a connection, and the questions asked beside it. */
export type Footing = { readonly connection: Connection; readonly reads: Reads }

/** How long a silent subscription is believed before the head of the log is compared. */
const idleMs = 2_000
const invalidArgument = 3

/**
 * Everything after a position, for ever: one subscription after the other, each from the last event that was given,
 * so that a server may die, restart or freeze without a gap or a double.
 */
export async function* everythingAfter(
  footing: () => Footing,
  renew: (failed: Footing) => void,
  { after, signal, window }: AllOptions,
): AsyncGenerator<Batch, void, undefined> {
  const backoff = new Backoff()
  let last = after === 0n ? undefined : after
  while (!signal.aborted) {
    const current = footing()
    try {
      for await (const batch of subscription(current, last, { signal, window })) {
        last = batch.events.at(-1)?.position ?? last
        backoff.reset()
        yield batch
      }
    } catch (error) {
      // A stopped reader's own cancellation comes here too, and says nothing about the connection that others use.
      if (signal.aborted) return
      rethrowUnless(isUnreachable(error), error)
      renew(current)
      await backoff.pause(signal)
    }
  }
}

function rethrowUnless(condition: boolean, error: unknown): void {
  if (!condition) throw error
}

async function* subscription(
  { connection, reads }: Footing,
  after: bigint | undefined,
  { signal, window }: { signal: AbortSignal; window: number },
): AsyncGenerator<Batch, void, undefined> {
  await checkWithinLog(reads, after)
  const reader = await connection.read(encodeRead({ after: after ?? 'start', count: 'subscribe' }), decodeRead)
  const cancel = () => reader.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const inbox = new Inbox(reader, window, after)
    while (!signal.aborted) {
      await inbox.ready(idleMs)
      if (inbox.hasBatch) yield delivered(inbox, after)
      else await compare(inbox, reads)
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
  }
}

function delivered(inbox: Inbox, after: bigint | undefined): Batch {
  try {
    return inbox.batch()
  } catch (error) {
    // A checkpoint inside a record: the log is not the one that the checkpoint was taken from.
    if (codeOf(error) === invalidArgument && after !== undefined) throw beyond(after, { cause: error })
    throw error
  }
}

const beyond = (after: bigint, options?: ErrorOptions): CheckpointBeyondLog =>
  new CheckpointBeyondLog(
    `The event log has no position ${after}: it was wiped, or is older than what was read from it.`,
    options,
  )

/** The server waits silently when asked for what follows a position that it has not reached. */
async function checkWithinLog(reads: Reads, after: bigint | undefined): Promise<void> {
  if (after === undefined) return
  const top = await reads.top()
  if (top === undefined || after > top) throw beyond(after)
}

/** A connection may be dead without saying so; if the log has grown and nothing came, this one is. */
async function compare(inbox: Inbox, reads: Reads): Promise<void> {
  const top = await reads.top()
  if (top === undefined || top === inbox.arrived) return
  const before = inbox.arrived
  await inbox.ready(idleMs)
  const isBehind = before === undefined || top > before
  if (!inbox.hasBatch && isBehind && inbox.arrived === before)
    throw new LogTimeout('A subscription to the event log has gone silent')
}
