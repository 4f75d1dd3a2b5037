import { numberForm } from '../contacts/callerForms.ts'
import { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import type { Asking } from './asking.ts'
import type { CallerContact } from './callers.ts'
import { listedRows } from './listRoutes.ts'
import { marked } from './marked.ts'
import { maskName, maskNumber } from './masks.ts'
import { textOf, type Keys } from './opened.ts'
import { pageOf } from './paging.ts'
import type { QueryWiring } from './wiring.ts'
import { rowsAt } from './workList.ts'

const mostOpen = 20
const mostClosed = 10

/** Ended, or imported without a word about how it ended. */
const notOpen = (database: Database): Bitmap => {
  const bitmap = marked(database, 'step', 'none')
  for (const n of marked(database, 'step', 'unknown').ascending()) bitmap.add(n)
  return bitmap
}

/** A caller's cases as the work list shows them: open ones by their nearest clock, the rest newest first. */
export async function shownCases(wiring: QueryWiring, cases: Bitmap, asking: Asking) {
  const { open, closed, openTotal, closedTotal } = wiring.views.snapshot('workList', (database) => {
    const over = notOpen(database)
    const [running, ended] = [cases.without(over), cases.and(over)]
    const clocked = marked(database, 'clock')
    const byDue = { sort: 'due', dir: 'asc', limit: mostOpen, cursor: undefined } as const
    const newest = { sort: 'updated', dir: 'desc', limit: mostClosed, cursor: undefined } as const
    return {
      open: rowsAt(database, pageOf(database, running, clocked, byDue).ns),
      closed: rowsAt(database, pageOf(database, ended, new Bitmap(), newest).ns),
      openTotal: running.count,
      closedTotal: ended.count,
    }
  })
  const rows = await listedRows(wiring, [...open, ...closed], asking)
  return { open: rows.slice(0, open.length), closed: rows.slice(open.length), openTotal, closedTotal }
}

export const idOfCase = (database: Database, n: number): string[] => {
  const id = prepared(database, 'SELECT id FROM state WHERE n = ?').pluck().get(n) as string | undefined
  return id === undefined ? [] : [id]
}

/** A contact as lists of callers show it: who it was is masked. */
export function listedContact({ id, row, cases, person }: CallerContact, workList: Database, keys: Keys) {
  const stream = `contact-${id}`
  const [name, number] = [textOf(row.callerName, stream, keys), textOf(row.callerNumber, stream, keys)]
  const { channel, receivedAt, disposition, callerKind, sourceSystem } = row
  return {
    id,
    channel,
    receivedAt,
    disposition,
    callerName: name === null ? null : maskName(name),
    callerNumber: number === null ? null : maskNumber(numberForm(number) ?? number),
    callerKind,
    sourceSystem,
    person,
    cases: cases.flatMap((n) => idOfCase(workList, n)),
  }
}
