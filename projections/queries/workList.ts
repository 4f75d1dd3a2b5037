import { nextSteps } from '../../services/cases/events.ts'
import { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import type { WorkListRow } from '../workList/workList.ts'
import { readCursor } from './cursor.ts'
import { marked, markedAny, visibleTo } from './marked.ts'
import { categoryOf, type Names } from './names.ts'
import { pageByStep } from './pageByStep.ts'
import { orderName, pageOf, type Order, type Page, type Sort } from './paging.ts'
import { reachOf, type Viewer } from './viewer.ts'

export type WorkListQuery = {
  /** `step`: grouped by next step, nearest clock first in each. */
  readonly sort?: Sort | 'step'
  readonly dir?: Order['dir']
  readonly step?: string
  readonly unit?: string
  readonly type?: string
  readonly category?: string
  readonly urgency?: string
  readonly channel?: string
  readonly origin?: string
  readonly mine?: boolean
  readonly cursor?: string
  readonly limit?: number
}

export type FoundRow = { readonly id: string; readonly revision: number; readonly row: WorkListRow }
export type WorkListPage = {
  readonly found: readonly FoundRow[]
  readonly nextCursor: string | null
  readonly total: number
  readonly counts: Readonly<Record<string, number>>
}

type Asking = { readonly viewer: Viewer; readonly reference: Names }

/** What each step needs somebody to be allowed. */
const permissionFor: Readonly<Record<string, string>> = {
  dispatch: 'case.dispatch',
  sign: 'case.sign',
  contact: 'case.contact',
  report: 'case.report',
  'decide-return': 'case.decide-return',
  review: 'case.review',
  visit: 'case.visit',
  close: 'case.close',
}

/** Waits for me: one of my units has something to do, and I may do what comes next, there or as an assisting unit. */
function waitsFor(database: Database, { viewer, reference }: Asking): Bitmap {
  const reach = reachOf(viewer, reference)
  const turn = markedAny(database, 'turn', reach.covers)
  const may = (step: string) => viewer.permissions.includes(permissionFor[step] ?? '')
  const handles = may('sign') || may('contact') || may('report')
  // An assisting unit signs and reports while the case as a whole is at another step.
  if (handles && !may('dispatch') && !may('review')) return turn.without(marked(database, 'step', 'none'))
  return turn.and(markedAny(database, 'step', may))
}

const equalities = ['type', 'urgency', 'channel', 'origin'] as const

/** Everything asked for but the step, so that each step can be counted. */
function matching(database: Database, query: WorkListQuery, asking: Asking): Bitmap {
  const { reference, viewer } = asking
  let matches = visibleTo(database, viewer, reference)
  for (const kind of equalities) {
    const value = query[kind]
    if (value) matches = matches.and(marked(database, kind, value))
  }
  const { unit, category, mine } = query
  if (unit)
    matches = matches.and(markedAny(database, 'unit', (code) => code === unit || reference.isWithin(code, unit)))
  if (category) matches = matches.and(markedAny(database, 'category', (code) => isBelow(reference, code, category)))
  return mine ? matches.and(waitsFor(database, asking)) : matches
}

const isBelow = (reference: Names, code: string, ancestor: string): boolean =>
  code === ancestor || categoryOf(reference, code)?.path.includes(ancestor) === true

export function countsByStep(database: Database, matches: Bitmap): Record<string, number> {
  return Object.fromEntries(nextSteps.map((step) => [step, matches.countWith(marked(database, 'step', step))]))
}

const fetchRow = 'SELECT id, revision, row FROM state WHERE n = ?'

export function rowsAt(database: Database, ns: readonly number[]): FoundRow[] {
  return ns.flatMap((n) => {
    const found = prepared(database, fetchRow).get(n) as { id: string; revision: number; row: string } | undefined
    return found ? [{ ...found, row: JSON.parse(found.row) as WorkListRow }] : []
  })
}

export type Hits = Bitmap | undefined

/** Nearest clock first; newest first where nothing runs. */
function ordered(
  database: Database,
  matches: Bitmap,
  { sort = 'due', dir, limit = 50, ...asked }: WorkListQuery,
): Page {
  if (sort === 'step') return pageByStep(database, matches, { limit, cursor: asked.cursor })
  const clocked = sort === 'due' ? marked(database, 'clock') : new Bitmap()
  const order: Order = { sort, dir: dir ?? (sort === 'due' ? 'asc' : 'desc') }
  const cursor = readCursor(asked.cursor, orderName(order))
  return pageOf(database, matches, clocked, { ...order, limit, cursor, step: asked.step || undefined })
}

/** A page of the work list, its total, and how many each step has. `hits`: only these, where words were searched. */
export function workListPage(database: Database, query: WorkListQuery, asking: Asking, hits?: Hits): WorkListPage {
  const found = matching(database, query, asking)
  const anyStep = hits ? found.and(hits) : found
  const matches = query.step ? anyStep.and(marked(database, 'step', query.step)) : anyStep
  const page = ordered(database, matches, query)
  const rows = rowsAt(database, page.ns)
  return { found: rows, nextCursor: page.nextCursor, total: matches.count, counts: countsByStep(database, anyStep) }
}

export type Counts = {
  readonly steps: Record<string, number>
  readonly overdue: number
  readonly dueToday: number
  readonly total: number
}

/** How much there is at each step, and what has run out or runs out before `endOfDay`. */
export function countsFor(database: Database, asking: Asking, now: number, endOfDay: number): Counts {
  const visible = visibleTo(database, asking.viewer, asking.reference)
  const due = prepared(database, 'SELECT n FROM listing WHERE due >= ? AND due < ?').pluck()
  const between = (from: number, to: number): number => {
    let count = 0
    for (const n of due.iterate(from, to) as IterableIterator<number>) if (visible.has(n)) count += 1
    return count
  }
  const steps = countsByStep(database, visible)
  return { steps, overdue: between(0, now), dueToday: between(now, endOfDay), total: visible.count }
}
