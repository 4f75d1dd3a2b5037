import type { ReferenceData } from '../../services/kernel/reference.ts'
import { Bitmap, readChunk, type Chunk } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { protectedReach, reachOf, type Reach, type Viewer } from './viewer.ts'

type Stored = { readonly rowid: number; readonly chunk: number; readonly changed: number }
type Read = { readonly changed: number; readonly chunk: Chunk }

const chunksOf = 'SELECT rowid, chunk, changed FROM marks WHERE kind = ? AND value = ?'
/** Leaps from value to value in the index instead of reading every chunk of each. */
const valuesOf = `
  WITH RECURSIVE leap (value) AS (
    SELECT min(value) FROM marks WHERE kind = @kind
    UNION ALL
    SELECT (SELECT min(value) FROM marks WHERE kind = @kind AND value > leap.value) FROM leap WHERE leap.value IS NOT NULL
  )
  SELECT value FROM leap WHERE value IS NOT NULL`

/** About 100 MB at most, for all chunks of a few million cases. */
const mostChunks = 20_000

/** What has been read of one file's marks; only chunks that have changed since are read again. */
class MarkCache {
  readonly #database: Database
  readonly #chunks = new Map<number, Read>()
  readonly #values = new Map<string, { readonly last: number; readonly values: readonly string[] }>()

  constructor(database: Database) {
    this.#database = database
  }

  add(bitmap: Bitmap, kind: string, value: string): void {
    for (const stored of prepared(this.#database, chunksOf).all(kind, value) as Stored[]) {
      bitmap.addChunk(stored.chunk, this.#read(stored))
    }
  }

  /** A value is never forgotten, and a new one comes with a new row. */
  values(kind: string): readonly string[] {
    const last = prepared(this.#database, 'SELECT max(rowid) FROM marks').pluck().get() as number
    const known = this.#values.get(kind)
    if (known?.last === last) return known.values
    const values = prepared(this.#database, valuesOf).pluck().all({ kind }) as string[]
    this.#values.set(kind, { last, values })
    return values
  }

  #read({ rowid, changed }: Stored): Chunk {
    const known = this.#chunks.get(rowid)
    if (known?.changed === changed) return known.chunk
    const bits = prepared(this.#database, 'SELECT bits FROM marks WHERE rowid = ?').pluck().get(rowid) as Buffer
    const chunk = readChunk(bits)
    if (this.#chunks.size >= mostChunks) this.#chunks.clear()
    this.#chunks.set(rowid, { changed, chunk })
    return chunk
  }
}

const caches = new WeakMap<Database, MarkCache>()

function cacheOf(database: Database): MarkCache {
  let cache = caches.get(database)
  if (!cache) caches.set(database, (cache = new MarkCache(database)))
  return cache
}

/** The cases that carry this value. */
export function marked(database: Database, kind: string, value = ''): Bitmap {
  const bitmap = new Bitmap()
  cacheOf(database).add(bitmap, kind, value)
  return bitmap
}

/** The cases that carry any of the values that are wanted. */
export function markedAny(database: Database, kind: string, wanted: (value: string) => boolean): Bitmap {
  const bitmap = new Bitmap()
  const cache = cacheOf(database)
  for (const value of cache.values(kind)) if (wanted(value)) cache.add(bitmap, kind, value)
  return bitmap
}

/** Every case that the viewer may see. */
export function visibleTo(database: Database, viewer: Viewer, reference: ReferenceData): Bitmap {
  const reach = reachOf(viewer, reference)
  const guarded = protectedReach(viewer, reference)
  const reached = within(database, reach)
  if (guarded.everything) return reached
  const isProtected = marked(database, 'protected')
  const hidden = viewer.protected ? isProtected.without(within(database, guarded)) : isProtected
  return reached.without(hidden)
}

/** Every case has one step, so that all steps together are all cases. */
const within = (database: Database, reach: Reach): Bitmap =>
  reach.everything ? markedAny(database, 'step', () => true) : markedAny(database, 'unit', reach.covers)
