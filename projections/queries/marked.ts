import type { ReferenceData } from '../../services/kernel/reference.ts'
import { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { protectedReach, reachOf, type Reach, type Viewer } from './viewer.ts'

type Stored = { readonly chunk: number; readonly bits: Buffer }

const bitsOf = 'SELECT chunk, bits FROM marks WHERE kind = ? AND value = ?'
/** Leaps from value to value in the index instead of reading every chunk of each. */
const valuesOf = `
  WITH RECURSIVE leap (value) AS (
    SELECT min(value) FROM marks WHERE kind = @kind
    UNION ALL
    SELECT (SELECT min(value) FROM marks WHERE kind = @kind AND value > leap.value) FROM leap WHERE leap.value IS NOT NULL
  )
  SELECT value FROM leap WHERE value IS NOT NULL`

function addMarked(bitmap: Bitmap, database: Database, kind: string, value: string): void {
  for (const { chunk, bits } of prepared(database, bitsOf).all(kind, value) as Stored[]) bitmap.addStored(chunk, bits)
}

/** The cases that carry this value. */
export function marked(database: Database, kind: string, value = ''): Bitmap {
  const bitmap = new Bitmap()
  addMarked(bitmap, database, kind, value)
  return bitmap
}

/** The cases that carry any of the values that are wanted. */
export function markedAny(database: Database, kind: string, wanted: (value: string) => boolean): Bitmap {
  const bitmap = new Bitmap()
  const values = prepared(database, valuesOf).pluck().all({ kind }) as string[]
  for (const value of values) if (wanted(value)) addMarked(bitmap, database, kind, value)
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
