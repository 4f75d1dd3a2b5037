import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { AnyProjection } from './projection.ts'
import type { Database } from './sqlite.ts'

const rowsPerTurn = 2_000

/**
 * SHA-256 over all rows in a fixed order, ciphertext as it stands. Two rebuilds of one log give the same digest; an
 * erasure leaves it as it was. The checkpoint is not part of it, and neither is the plain text of a search index.
 * Takes turns with everything else; give it a connection that nobody writes with, inside a read transaction.
 */
export async function digestOf(database: Database, projection: AnyProjection): Promise<string> {
  const hash = createHash('sha256').update(`${projection.name}/${projection.version}\n`)
  const queries = ['SELECT n, id, revision, row FROM state ORDER BY n', ...projection.digested]
  for (const sql of queries) {
    let rows = 0
    for (const row of database.prepare(sql).raw().safeIntegers().iterate()) {
      hash.update(lineOf(row as unknown[]))
      if (++rows % rowsPerTurn === 0) await nextTurn()
    }
    hash.update('\n')
  }
  return hash.digest('hex')
}

/** Each value is preceded by its kind and length, so that no two rows share their bytes. */
function lineOf(values: readonly unknown[]): string {
  return values
    .map((value) => {
      const text = Buffer.isBuffer(value) ? value.toString('base64') : `${value as string | bigint | null}`
      return `${value === null ? 'null' : typeof value}:${text.length}:${text}`
    })
    .join('')
}
