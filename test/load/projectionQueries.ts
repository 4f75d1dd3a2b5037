import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { caseSearch } from '../../projections/caseSearch/caseSearch.ts'
import { openForReading, type Database } from '../../projections/kernel/sqlite.ts'
import { visibleTo } from '../../projections/queries/marked.ts'
import { keysFor } from '../../projections/queries/opened.ts'
import { searchPage } from '../../projections/queries/search.ts'
import { shownRow } from '../../projections/queries/shownRow.ts'
import { reachOf, type Viewer } from '../../projections/queries/viewer.ts'
import { rowsAt, workListPage, type WorkListQuery } from '../../projections/queries/workList.ts'
import { workList } from '../../projections/workList/workList.ts'
import type { ReferenceData } from '../../services/kernel/reference.ts'
import { seeded } from '../support/aCityOfFacts.ts'
import type { Row } from './projectionEvents.ts'
import { benchVault } from './projectionEvents.ts'
import { benchReference, someWord, writeRows } from './projectionRows.ts'

const random = seeded(7)
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value

const viewer = (unit: string): Viewer => ({
  accountId: 'a',
  sessionId: 's',
  units: [unit],
  protected: random() < 0.5,
  permissions: ['case.view', 'case.sign', 'case.contact', 'case.report'],
})
const viewers = () => [
  viewer('city'),
  viewer(`d${Math.floor(random() * 12)}`),
  viewer(`u${Math.floor(random() * 600)}`),
]

const choices: readonly (() => WorkListQuery)[] = [
  () => ({}),
  () => ({ step: pick(['dispatch', 'sign', 'contact', 'report', 'review', 'visit', 'close', 'none']) }),
  () => ({ type: pick(['complaint', 'praise', 'help']) }),
  () => ({ category: pick(['k3', 'm17', 'c5', 'c180']) }),
  () => ({ unit: pick(['d3', 'b17', 'u2', 'u590']) }),
  () => ({ urgency: pick(['urgent', 'critical', 'normal']) }),
  () => ({ channel: pick(['phone', 'letter']) }),
  () => ({ origin: pick(['import', 'live']) }),
  () => ({ mine: true }),
]

/** Any filter, half the time two of them, in any order. */
const anyQuery = (): WorkListQuery => ({
  ...pick(choices)(),
  ...(random() < 0.5 ? pick(choices)() : {}),
  sort: pick(['due', 'registered', 'updated']),
  dir: pick(['asc', 'desc']),
})

const quantile = (times: number[], share: number): number =>
  Number((times.sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(2))

type Stage = { readonly lists: Database; readonly words: Database; readonly reference: ReferenceData }

/** A page with its total and counts, opened, then the page after it. */
async function pageTimes({ lists, reference }: Stage, asker: Viewer, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const query = anyQuery()
    let cursor: string | null = ''
    for (let page = 0; page < 2 && cursor !== null; page += 1) {
      const started = performance.now()
      const answer = workListPage(lists, { ...query, cursor }, { viewer: asker, reference })
      const keys = await keysFor(benchVault, ...answer.found.map(({ row }) => row.facts.title))
      for (const found of answer.found) shownRow(found, reference, keys)
      times.push(performance.now() - started)
      cursor = answer.nextCursor
    }
  }
  return times
}

function searchTimes({ lists, words, reference }: Stage, asker: Viewer, rounds: number): number[] {
  return Array.from({ length: rounds }, () => {
    const q = `${someWord()} ${someWord()}`
    const started = performance.now()
    const reach = reachOf(asker, reference)
    const visible = reach.everything ? undefined : visibleTo(lists, asker, reference)
    const { ns } = searchPage(words, { q, limit: 20 }, visible)
    rowsAt(lists, ns)
    return performance.now() - started
  })
}

export async function benchQueries(cases: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-rows-'))
  const [listFile, searchFile] = [join(folder, 'workList.1.sqlite'), join(folder, 'caseSearch.1.sqlite')]
  await writeRows(cases, { list: [workList, listFile], search: [caseSearch, searchFile] })
  const stage = { lists: openForReading(listFile), words: openForReading(searchFile), reference: benchReference() }
  const rows: Row[] = []
  const row = (what: string, goal: number, value: number) =>
    rows.push({ what, goal, value, unit: 'ms', ok: value < goal })
  const [names, all] = [
    ['the whole city', 'a district', 'an office'],
    { pages: [] as number[], searches: [] as number[] },
  ]
  for (const [index, asker] of viewers().entries()) {
    await pageTimes(stage, asker, 20)
    const pages = await pageTimes(stage, asker, 200)
    const searches = searchTimes(stage, asker, 200)
    row(`work list page, any filter, ${cases} cases, ${names[index]}: p95`, 50, quantile(pages, 0.95))
    row(`search of two words, ${cases} cases, ${names[index]}: p50`, 10, quantile(searches, 0.5))
    all.pages.push(...pages)
    all.searches.push(...searches)
  }
  row(`work list page, any filter, ${cases} cases: p95`, 50, quantile(all.pages, 0.95))
  row(`search of two words, ${cases} cases: p50`, 10, quantile(all.searches, 0.5))
  stage.lists.close()
  stage.words.close()
  rmSync(folder, { recursive: true, force: true })
  return rows
}
