import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { Refusal } from '../../services/kernel/refusal.ts'
import { schemaPrint } from './fileSchema.ts'
import { Generations } from './generations.ts'
import type { AnyProjection } from './projection.ts'
import { openForReading, prepared, type Database } from './sqlite.ts'
import type { Certificate } from './swapProof.ts'

type Opened = { readonly database: Database; readonly stamp: string; readonly file: string }

export type Standing = {
  readonly name: string
  readonly position: bigint | undefined
  /** Events of the log that came by, followed or not. */
  readonly events: number
  readonly unknown: number
  readonly recordedAt: string
}

type Row = { position: bigint | null; ordinal: bigint; unknown: bigint; recorded_at: string }

const patienceMs = 2_000
const pollMs = 8

const notYet = (name: string) =>
  new Refusal(
    'view-not-ready',
    { zh: '数据视图正在建立，请稍后再试。', en: `The view ${name} is being built. Try again in a moment.` },
    { status: 503 },
  )

/** The files as an API process reads them: opened read-only, and opened again after a swap. */
export class Views {
  readonly #generations: Generations
  readonly #projections: ReadonlyMap<string, AnyProjection>
  readonly #opened = new Map<string, Opened>()

  constructor(folder: string, projections: readonly AnyProjection[]) {
    this.#generations = new Generations(folder)
    this.#projections = new Map(projections.map((one) => [one.name, one]))
  }

  get names(): string[] {
    return [...this.#projections.keys()]
  }

  /**
   * Good for use in this turn only: the next call may answer with another connection.
   * @throws Refusal (503) while there are no rows that this release can read
   */
  read(name: string): Database {
    const stamp = this.#stamp(name)
    const opened = this.#opened.get(name)
    if (opened?.stamp === stamp) return opened.database
    const file = this.#generations.current(name)
    const projection = this.#projections.get(name)
    if (!file || !projection) throw notYet(name)
    const database = openForReading(file)
    if (!isReadable(database, projection)) {
      database.close()
      throw notYet(name)
    }
    // Whoever asked earlier in this turn may still be reading from the old one.
    if (opened) setImmediate(() => opened.database.close())
    this.#opened.set(name, { database, stamp, file })
    return database
  }

  /** A connection of one's own, to close: for what takes turns with everything else. @throws Refusal (503) */
  openAnew(name: string): Database {
    this.read(name)
    return openForReading(this.#opened.get(name)?.file ?? '')
  }

  projection(name: string): AnyProjection | undefined {
    return this.#projections.get(name)
  }

  /** The file as it lies on the disk: since when there are these rows, and how large it is. */
  file(name: string): { readonly builtAt: string; readonly bytes: number } {
    this.read(name)
    const { birthtime, size } = statSync(this.#opened.get(name)?.file ?? '')
    return { builtAt: birthtime.toISOString(), bytes: size }
  }

  /** What the rebuild that made these rows has proved; undefined where they were filled for the first time. */
  certificate(name: string): Certificate | undefined {
    const sql = "SELECT value FROM meta WHERE name = 'certificate'"
    const text = prepared(this.read(name), sql).pluck().get() as string | undefined
    return text === undefined ? undefined : (JSON.parse(text) as Certificate)
  }

  /** Runs `ask` on one state of the rows, whatever is committed meanwhile. */
  snapshot<Answer>(name: string, ask: (database: Database) => Answer): Answer {
    const database = this.read(name)
    prepared(database, 'BEGIN').run()
    try {
      return ask(database)
    } finally {
      prepared(database, 'COMMIT').run()
    }
  }

  position(name: string): bigint | undefined {
    return this.standing(name).position
  }

  standing(name: string): Standing {
    const sql = 'SELECT position, ordinal, unknown, recorded_at FROM checkpoint'
    const row = prepared(this.read(name), sql).safeIntegers().get() as Row
    const { position, ordinal, unknown, recorded_at: recordedAt } = row
    return { name, position: position ?? undefined, events: Number(ordinal), unknown: Number(unknown), recordedAt }
  }

  /** True when no plain text that the erasure at `position` gave up is in any file of the view any more. */
  hasCleared(name: string, position: bigint): boolean {
    if (this.#generations.hasAside(name)) return false
    const cleared = prepared(this.read(name), "SELECT value FROM meta WHERE name = 'cleared'").pluck().get() as
      | string
      | undefined
    return cleared !== undefined && BigInt(cleared) >= position
  }

  /** Waits until the rows hold everything up to `position`; false when they still do not after two seconds. */
  async reached(names: readonly string[], position: bigint | undefined): Promise<boolean> {
    if (position === undefined) return true
    const until = Date.now() + patienceMs
    for (;;) {
      if (names.every((name) => this.#has(name, position))) return true
      if (Date.now() > until) return false
      await sleep(pollMs)
    }
  }

  /** False also while the view is being built. */
  #has(name: string, position: bigint): boolean {
    try {
      return (this.position(name) ?? -1n) >= position
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

  close(): void {
    for (const { database } of this.#opened.values()) database.close()
    this.#opened.clear()
  }

  #stamp(name: string): string {
    const stat = statSync(this.#generations.pointer(name), { throwIfNoEntry: false })
    return stat ? `${stat.ino}:${stat.mtimeMs}` : ''
  }
}

function isReadable(database: Database, projection: AnyProjection): boolean {
  try {
    const schema = prepared(database, "SELECT value FROM meta WHERE name = 'schema'").pluck().get()
    return schema === schemaPrint(projection)
  } catch {
    return false
  }
}
