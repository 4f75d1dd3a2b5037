import type { FastifyInstance } from 'fastify'

import { dayMs, zoneOf } from '../../services/kernel/zone.ts'
import { afterQuery, rowsQuery, searchQueryString, workListQuery, type Asked } from './asked.ts'
import { askingOf, behindAfter, positionText, type Asking } from './asking.ts'
import { lastEntryOf } from './lastEntry.ts'
import { visibleTo } from './marked.ts'
import { keysFor } from './opened.ts'
import { rowsById } from './rowsById.ts'
import { searchable, searchHits, searchPage, snippetOf, type SearchAsked } from './search.ts'
import { shownRow } from './shownRow.ts'
import { reachOf } from './viewer.ts'
import type { QueryWiring } from './wiring.ts'
import { countsFor, rowsAt, workListPage, type FoundRow } from './workList.ts'

/** Rows with their titles opened, one question to the vault for all. */
async function shownRows({ vault }: QueryWiring, found: readonly FoundRow[], { reference }: Asking) {
  const keys = await keysFor(vault, ...found.map(({ row }) => [row.facts.title, row.facts.place?.text]))
  return found.map((each) => shownRow(each, reference, keys))
}

/** Rows as lists show them, each with who made it what it is. */
export async function listedRows(wiring: QueryWiring, found: readonly FoundRow[], asking: Asking) {
  const timelines = wiring.views.read('caseTimeline')
  const say = { names: asking.reference, nameOf: wiring.nameOf ?? (() => undefined) }
  const rows = await shownRows(wiring, found, asking)
  return rows.map((row) => ({ ...row, last: lastEntryOf(timelines, row, say) }))
}

function rowsRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = { tags: ['lists'], summary: '按编号列出工单 · Cases by their ids', querystring: rowsQuery }
  app.get<{ Querystring: Asked<typeof rowsQuery> }>('/api/cases', { schema }, async (request) => {
    const { ids, after } = request.query
    const asking = await askingOf(wiring, request)
    const behind = await behindAfter(wiring, ['workList'], after)
    const { found, position } = wiring.views.snapshot('workList', (database) => ({
      found: rowsById(database, ids.split(','), asking),
      position: positionText(wiring, 'workList'),
    }))
    return { rows: await listedRows(wiring, found, asking), position, ...behind }
  })
}

function workListRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = { tags: ['lists'], summary: '工单列表 · Work list', querystring: workListQuery }
  app.get<{ Querystring: Asked<typeof workListQuery> }>('/api/work-list', { schema }, async (request) => {
    const { after, q, ...query } = request.query
    const asking = await askingOf(wiring, request)
    const { views } = wiring
    const behind = await behindAfter(wiring, q ? ['workList', 'caseSearch'] : ['workList'], after)
    const { page, position } = views.snapshot('workList', (database) => {
      const hits = q ? searchHits(views.read('caseSearch'), q) : undefined
      return { page: workListPage(database, query, asking, hits), position: positionText(wiring, 'workList') }
    })
    const rows = await listedRows(wiring, page.found, asking)
    return { rows, nextCursor: page.nextCursor, total: page.total, counts: page.counts, position, ...behind }
  })
}

/** The end of today where the installation is. */
function endOfDay(timeZone: string, now: number): number {
  const zone = zoneOf(timeZone)
  const local = zone.toLocal(now)
  return zone.toUtc(local - (local % dayMs) + dayMs)
}

function countsRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = { tags: ['lists'], summary: '各环节数量 · Counts by next step', querystring: afterQuery }
  app.get<{ Querystring: Asked<typeof afterQuery> }>('/api/counts', { schema }, async (request) => {
    const asking = await askingOf(wiring, request)
    const behind = await behindAfter(wiring, ['workList'], request.query.after)
    const now = (wiring.now?.() ?? new Date()).getTime()
    return wiring.views.snapshot('workList', (database) => {
      const counts = countsFor(database, asking, now, endOfDay(asking.reference.timeZone, now))
      return { ...counts, position: positionText(wiring, 'workList'), ...behind }
    })
  })
}

function found(wiring: QueryWiring, asked: SearchAsked, { viewer, reference }: Asking) {
  const { views } = wiring
  const lists = views.read('workList')
  const words = views.read('caseSearch')
  const reach = reachOf(viewer, reference)
  // No protected case is in the index, so that whoever reaches everything may see every hit.
  const page = searchPage(words, asked, reach.everything ? undefined : visibleTo(lists, viewer, reference))
  const rows = rowsAt(lists, page.ns)
  return { page, rows, texts: page.ns.flatMap((n) => searchable(words, n) ?? []) }
}

function searchRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = { tags: ['lists'], summary: '全文检索 · Full-text search', querystring: searchQueryString }
  app.get<{ Querystring: Asked<typeof searchQueryString> }>('/api/search', { schema }, async (request) => {
    const { q, after } = request.query
    const asking = await askingOf(wiring, request)
    const behind = await behindAfter(wiring, ['caseSearch', 'workList'], after)
    const { page, rows, texts } = found(wiring, request.query, asking)
    const keys = await keysFor(wiring.vault, texts, rows)
    const shown = rows.map((row) => {
      const { id, caseNumber, title, registeredAt, nextStep, type } = shownRow(row, asking.reference, keys)
      const text = texts.find((one) => one.id === id)
      return { id, caseNumber, title, type, registeredAt, nextStep, snippet: text ? snippetOf(text, q, keys) : '' }
    })
    const { nextCursor, total, more } = page
    const position = positionText(wiring, 'caseSearch')
    return { rows: shown, nextCursor, total, ...(more ? { totalIsAtLeast: true } : {}), position, ...behind }
  })
}

export function listRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  workListRoute(app, wiring)
  rowsRoute(app, wiring)
  countsRoute(app, wiring)
  searchRoute(app, wiring)
}
