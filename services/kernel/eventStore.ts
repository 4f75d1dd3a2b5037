/** What a value must be to survive JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json | undefined }

/** Revision of the last event of a stream; 'none' where the stream has no event. */
export type Revision = bigint | 'none'

/**
 * An event exactly as it goes over the wire: the bytes that were hashed (`proof.ts` makes them).
 * `dataText` and `metadataText` are JSON; the door sends them as they are.
 */
export type SealedEvent = {
  readonly id: string
  readonly type: string
  readonly dataText: string
  readonly metadataText: string
}

/** An event as the log gives it back: raw text, so that a proof is over bytes and parsing is the reader's choice. */
export type RecordedEvent = {
  readonly id: string
  readonly type: string
  readonly stream: string
  readonly revision: bigint
  /** Commit position: grows with every event of the log, not contiguous; never stored in events. */
  readonly position: bigint
  readonly dataText: string
  readonly metadataText: string
}

export type Appended = { readonly revision: bigint; readonly position: bigint }

/** What `all` yields: a batch in log order; `live` is true once the reader has caught up with the head of the log. */
export type Batch = { readonly events: readonly RecordedEvent[]; readonly live: boolean }

export type ReadOptions = { readonly from?: bigint; readonly maxCount?: number }

/** The only door to the log. One implementation, `eventStoreDb.ts`; embedded or real server differ by a URL. */
export interface EventStore {
  /** Events of one stream, oldest first, from revision `from` (inclusive). A missing stream is empty with revision 'none'. */
  read(stream: string, options?: ReadOptions): Promise<{ events: readonly RecordedEvent[]; revision: Revision }>
  /** The newest events of one stream, newest first. */
  readBackwards(stream: string, maxCount: number): Promise<readonly RecordedEvent[]>
  /**
   * Appends atomically at an explicit revision. Waits through a dead, restarting or frozen server, repeating the same
   * ids at the same revision, so that an acknowledged append happened exactly once.
   * @throws RevisionConflict when someone else wrote first
   * @throws EventTooLarge when the data of the append exceeds 1 MiB
   */
  append(stream: string, events: readonly SealedEvent[], expected: Revision): Promise<Appended>
  /**
   * Everything in log order after `after` (exclusive; omitted: from the start), then live, for as long as `signal` allows.
   * Survives a server that dies: goes on after the last event it gave. Streams that begin with `$` are left out.
   * @throws CheckpointBeyondLog when `after` lies beyond the head of the log (a wiped or older log)
   */
  all(options: { after?: bigint | undefined; signal: AbortSignal; window?: number }): AsyncIterable<Batch>
  /** Position of the newest event that is not a `$`-stream's; undefined for an empty log. */
  head(): Promise<bigint | undefined>
  close(): Promise<void>
}

/** Someone else appended first: read again and decide again. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict'
  readonly stream: string
  readonly expected: Revision

  constructor(stream: string, expected: Revision, options?: ErrorOptions) {
    super(`${stream} is no longer at revision ${expected}`, options)
    this.stream = stream
    this.expected = expected
  }
}

export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge'
}

export class CheckpointBeyondLog extends Error {
  override readonly name = 'CheckpointBeyondLog'
}
