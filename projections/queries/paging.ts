import { nextSteps } from '../../services/cases/events.ts'
import type { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { writeCursor, type Cursor } from './cursor.ts'

export type Sort = 'due' | 'registered' | 'updated'
export type Order = { readonly sort: Sort; readonly dir: 'asc' | 'desc' }
export type Paging = Order & {
  readonly limit: number
  readonly cursor: Cursor | undefined
  /** When all matches are at one step, its own index is walked. */
  readonly step?: string | undefined
  /** What its cursors are called, where that is not the order itself. */
  readonly name?: string
}
export type Page = { readonly ns: readonly number[]; readonly nextCursor: string | null }
type Keyed = { readonly key: number | null; readonly n: number }

export const orderName = ({ sort, dir }: Order): string => `${sort} ${dir}`

/** Up to here fetching all keys and sorting them (about 12 ms) is cheaper than meeting them by chance along the index. */
const fewMatches = 15_000
/** How far an index is walked before all keys are fetched after all: an entry walked costs half of a key fetched. */
const longestWalk = (matches: number): number => Math.max(40_000, 2 * matches)

const keyOf = (cursor: Cursor | undefined) => ({ key: cursor?.key ?? 0, n: cursor?.n ?? 0 })

/** From the page's beginning, one more than asked for, so that the end is known. */
function sorted(database: Database, matches: Bitmap, paging: Paging): Keyed[] {
  const { sort, dir, limit, cursor } = paging
  const beyond = cursor ? `WHERE ${beyondCursor(paging)}` : ''
  const sql = `SELECT ${sort} AS key, n FROM json_each(@all) JOIN listing ON n = value ${beyond}
    ORDER BY ${sort} ${dir}, n ${dir} LIMIT @limit`
  const all = JSON.stringify([...matches.ascending()])
  const bound = { all, limit: limit + 1, ...keyOf(cursor) }
  return prepared(database, sql).all(bound) as Keyed[]
}

const beyondCursor = ({ sort, dir, cursor }: Paging): string =>
  cursor ? `(${sort}, n) ${dir === 'asc' ? '>' : '<'} (@key, @n)` : ''

/** The listing in the wanted order, from the page's beginning on. */
function alongIndex(database: Database, paging: Paging): IterableIterator<[key: number, n: number]> {
  const { sort, dir, cursor, step } = paging
  const known = sort === 'due' ? 'due IS NOT NULL' : ''
  const conditions = [known, step === undefined ? '' : 'step = @step', beyondCursor(paging)].filter(Boolean)
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const sql = `SELECT ${sort} AS key, n FROM listing ${where} ORDER BY ${sort} ${dir}, n ${dir}`
  const bound = { step: nextSteps.findIndex((each) => each === step), ...keyOf(cursor) }
  return prepared(database, sql).raw().iterate(bound) as IterableIterator<[key: number, n: number]>
}

/** Undefined when the matches lie too thin along the index. */
function walked(database: Database, matches: Bitmap, paging: Paging): Keyed[] | undefined {
  const found: Keyed[] = []
  const longest = longestWalk(matches.count)
  let steps = 0
  for (const [key, n] of alongIndex(database, paging)) {
    if (matches.has(n)) found.push({ key, n })
    if (found.length > paging.limit) return found
    if (++steps > longest) return undefined
  }
  return found
}

function keyed(database: Database, matches: Bitmap, paging: Paging): Keyed[] {
  const count = matches.count
  if (count === 0) return []
  if (count <= fewMatches) return sorted(database, matches, paging)
  return walked(database, matches, paging) ?? sorted(database, matches, paging)
}

/** Cases without a running clock come after all that have one, newest first, whatever the direction. */
function unclocked(matches: Bitmap, { limit, cursor }: Paging, have: number): Keyed[] {
  const found: Keyed[] = []
  const from = cursor?.key === null ? cursor.n : undefined
  for (const n of matches.descending(from)) {
    found.push({ key: null, n })
    if (found.length + have > limit) break
  }
  return found
}

export function pageOf(database: Database, matches: Bitmap, clocked: Bitmap, paging: Paging): Page {
  const { limit, sort } = paging
  const rows = sort === 'due' ? byDue(database, matches, clocked, paging) : keyed(database, matches, paging)
  const last = rows[limit - 1]
  const more = rows.length > limit && last !== undefined
  const nextCursor = more ? writeCursor({ order: paging.name ?? orderName(paging), ...last }) : null
  return { ns: rows.slice(0, limit).map(({ n }) => n), nextCursor }
}

function byDue(database: Database, matches: Bitmap, clocked: Bitmap, paging: Paging): Keyed[] {
  const pastClocks = paging.cursor?.key === null
  const first = pastClocks ? [] : keyed(database, matches.and(clocked), paging)
  if (first.length > paging.limit) return first
  return [...first, ...unclocked(matches.without(clocked), paging, first.length)]
}
