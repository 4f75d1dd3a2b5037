import type { Database } from 'better-sqlite3'

import { CheckpointBeyondLog, type EventStore, type RecordedEvent } from './eventStore.ts'

export type Following = {
  readonly store: EventStore
  /** A file of this process alone; derived, so that losing it costs one pass over the log. */
  readonly database: Database
  /** Which streams are kept: small ones that a process wants in memory whole. */
  readonly wants: (stream: string) => boolean
  readonly apply: (event: RecordedEvent) => void
  readonly signal: AbortSignal
}

type Row = {
  position: string
  id: string
  type: string
  stream: string
  revision: string
  data: string
  metadata: string
}

const checkpointEveryMs = 1_000

/** Keeps a process's picture of the small streams (accounts, dictionaries, erasures) up to date. */
export class Followed {
  readonly #following: Following
  #position: bigint | undefined
  #waiting: { position: bigint; resolve: () => void }[] = []
  #saved = 0
  /** Applied, and not yet in the file. */
  #unsaved: RecordedEvent[] = []

  constructor(following: Following) {
    this.#following = following
    following.database.exec(`
      CREATE TABLE IF NOT EXISTS followed (position TEXT PRIMARY KEY, id TEXT, type TEXT, stream TEXT, revision TEXT, data TEXT, metadata TEXT);
      CREATE TABLE IF NOT EXISTS checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), position TEXT NOT NULL);`)
  }

  /** Applies what is known, then what is new; resolves once the head of the log has been reached and keeps following. */
  async begin(): Promise<{ ended: Promise<void> }> {
    this.#restore()
    const head = await this.#following.store.head()
    let caughtUp = () => {}
    const reached = new Promise<void>((resolve) => {
      caughtUp = resolve
    })
    const behind = () => head !== undefined && (this.#position ?? -1n) < head
    if (!behind()) caughtUp()
    const ended = this.#follow(() => behind() || caughtUp())
    await Promise.race([reached, ended])
    return { ended }
  }

  /** Resolves when everything up to this position has been applied. */
  reached(position: bigint): Promise<void> {
    if (this.#position !== undefined && this.#position >= position) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ position, resolve }))
  }

  #restore(): void {
    const { database, apply } = this.#following
    const saved = database.prepare('SELECT position FROM checkpoint').get() as { position: string } | undefined
    if (!saved) return
    const rows = database.prepare('SELECT * FROM followed ORDER BY length(position), position').all() as Row[]
    for (const row of rows) apply(recorded(row))
    this.#position = BigInt(saved.position)
  }

  async #follow(afterBatch: () => void): Promise<void> {
    const { store, signal, wants, apply } = this.#following
    try {
      for await (const { events } of store.all({ after: this.#position, signal })) {
        const wanted = events.filter(({ stream }) => wants(stream))
        wanted.forEach(apply)
        this.#keep(wanted, events.at(-1)?.position)
        afterBatch()
      }
    } catch (error) {
      // The log behind us is another one than this file knows: forget the file and begin anew at the next start.
      if (error instanceof CheckpointBeyondLog)
        this.#following.database.exec('DELETE FROM followed; DELETE FROM checkpoint')
      throw error
    }
  }

  #keep(events: readonly RecordedEvent[], position: bigint | undefined): void {
    if (position === undefined) return
    this.#position = position
    this.#unsaved.push(...events)
    if (events.length > 0 || Date.now() - this.#saved > checkpointEveryMs) this.#save(position)
    const due = this.#waiting.filter((one) => one.position <= position)
    if (due.length === 0) return
    this.#waiting = this.#waiting.filter((one) => one.position > position)
    for (const { resolve } of due) resolve()
  }

  /** A full disk only makes the next start read more of the log. */
  #save(position: bigint): void {
    this.#saved = Date.now()
    try {
      this.#write(this.#unsaved, position)
      this.#unsaved = []
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_FULL') throw error
    }
  }

  #write(events: readonly RecordedEvent[], position: bigint): void {
    const { database } = this.#following
    const insert = database.prepare('INSERT OR IGNORE INTO followed VALUES (?, ?, ?, ?, ?, ?, ?)')
    database.transaction(() => {
      for (const { position: at, id, type, stream, revision, dataText, metadataText } of events) {
        insert.run(at.toString(), id, type, stream, revision.toString(), dataText, metadataText)
      }
      database
        .prepare('INSERT INTO checkpoint VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET position = excluded.position')
        .run(position.toString())
    })()
  }
}

const recorded = ({ position, id, type, stream, revision, data, metadata }: Row): RecordedEvent => ({
  position: BigInt(position),
  id,
  type,
  stream,
  revision: BigInt(revision),
  dataText: data,
  metadataText: metadata,
})
