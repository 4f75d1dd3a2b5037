import { nextSteps, type NextStep } from '../../services/cases/events.ts'
import type { Bitmap } from '../kernel/bitmap.ts'
import type { Database } from '../kernel/sqlite.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { marked } from './marked.ts'
import { pageOf, type Page } from './paging.ts'

const nameOf = (step: NextStep): string => `step ${step}`
/** Before the first row of a group. */
const startOf = (step: NextStep): string => writeCursor({ order: nameOf(step), key: Number.MIN_SAFE_INTEGER, n: 0 })

type Grouped = { readonly limit: number; readonly cursor: string | undefined }

/** Cases grouped by their next step, in the order of a case's life; within each the nearest clock first. */
export function pageByStep(database: Database, matches: Bitmap, asked: Grouped): Page {
  const clocked = marked(database, 'clock')
  const cursor = readCursor(asked.cursor, ...nextSteps.map(nameOf))
  const from = nextSteps.findIndex((step) => nameOf(step) === cursor?.order)
  const ns: number[] = []
  for (const step of nextSteps.slice(Math.max(from, 0))) {
    const inStep = matches.and(marked(database, 'step', step))
    if (inStep.count === 0) continue
    const limit = asked.limit - ns.length
    if (limit === 0) return { ns, nextCursor: startOf(step) }
    const name = nameOf(step)
    const begun = cursor?.order === name ? cursor : undefined
    const page = pageOf(database, inStep, clocked, { sort: 'due', dir: 'asc', limit, cursor: begun, step, name })
    ns.push(...page.ns)
    if (page.nextCursor !== null) return { ns, nextCursor: page.nextCursor }
  }
  return { ns, nextCursor: null }
}
