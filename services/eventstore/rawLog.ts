import { join } from 'node:path'

import Sqlite from 'better-sqlite3'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import { explain, logFileName } from './database.ts'
import type { Column } from './stored.ts'

const defaultBatch = 2_000
/** Positions measure bytes: a batch of large events stays small. */
const batchBytes = 8 * 1024 * 1024

type RawRow = readonly [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  data: Column,
  metadata: Column,
]

const textOf = (column: Column): string => (typeof column === 'string' ? column : column.toString('utf8'))

function recorded([position, stream, revision, id, type, data, metadata]: RawRow): RecordedEvent {
  return {
    id,
    type,
    stream,
    revision: BigInt(revision),
    position: BigInt(position),
    dataText: textOf(data),
    metadataText: textOf(metadata),
  }
}

/**
 * Reads the file of a stopped or running log past the server, in log order: for the verifier, who should not have to
 * trust the server. Opens it read-only and takes no lock; each batch is a statement of its own, so that a long walk
 * does not keep the running server from tidying its write-ahead file.
 */
export function* readRawLog(
  folder: string,
  options: { after?: bigint; batch?: number } = {},
): Generator<readonly RecordedEvent[]> {
  const file = join(folder, logFileName)
  const database = openReadOnly(file)
  try {
    const page = database
      .prepare<[number, number, number], unknown>(
        'SELECT position, stream, revision, id, type, data, metadata FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
      )
      .raw()
    let after = Number(options.after ?? 0n)
    for (;;) {
      let rows = page.all(after, after + batchBytes, options.batch ?? defaultBatch) as RawRow[]
      if (rows.length === 0) rows = page.all(after, Number.MAX_SAFE_INTEGER, 1) as RawRow[]
      const last = rows.at(-1)
      if (last === undefined) return
      yield rows.map(recorded)
      after = last[0]
    }
  } catch (error) {
    throw explain(file, error)
  } finally {
    database.close()
  }
}

function openReadOnly(file: string): Sqlite.Database {
  try {
    return new Sqlite(file, { readonly: true, fileMustExist: true })
  } catch (error) {
    throw explain(file, error)
  }
}
