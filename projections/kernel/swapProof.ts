import { digestOf } from './digest.ts'
import type { Log } from './logLine.ts'
import type { AnyProjection } from './projection.ts'
import type { ProjectionFile } from './projectionFile.ts'
import { openForReading, type Database } from './sqlite.ts'

type Standing = { readonly position: bigint | null; readonly ordinal: bigint }
type Pair = { readonly old: Database; readonly fresh: Database }

function snapshot(file: string): Database {
  const database = openForReading(file)
  database.exec('BEGIN')
  database.prepare('SELECT position FROM checkpoint').get()
  return database
}

/** Both files as they stand now, at the same place in the log, whatever is written afterwards. */
export const snapshotPair = (old: ProjectionFile, fresh: ProjectionFile): Pair => ({
  old: snapshot(old.file),
  fresh: snapshot(fresh.file),
})

/** What a rebuild has proved: the same events in the same number give the same rows, however often they are folded. */
export type Certificate = {
  readonly at: string
  readonly position: string | null
  /** Events of the log that both had seen go by. */
  readonly events: number
  readonly version: number
  readonly digest: string
  readonly before: string
  readonly same: boolean
}

/** The rows that were kept up to date event by event, and those that were rebuilt, must be the same. */
export async function compareDigests({ old, fresh }: Pair, projection: AnyProjection, log: Log): Promise<Certificate> {
  try {
    const standing = fresh.prepare('SELECT position, ordinal FROM checkpoint').safeIntegers().get() as Standing
    const [before, after] = [await digestOf(old, projection), await digestOf(fresh, projection)]
    const about = { projection: projection.name, digest: after, before }
    if (before === after) log('info', 'the rebuilt rows equal the old ones', about)
    else log('error', 'the rebuilt rows differ from the old ones; the old ones were wrong', about)
    return {
      at: new Date().toISOString(),
      position: standing.position?.toString() ?? null,
      events: Number(standing.ordinal),
      version: projection.version,
      digest: after,
      before,
      same: before === after,
    }
  } finally {
    old.close()
    fresh.close()
  }
}
