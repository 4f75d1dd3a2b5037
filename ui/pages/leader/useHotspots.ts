import { ref, shallowRef, watch } from 'vue'

import type { Params } from '../../api/ask.ts'
import { askMetric } from '../../api/metrics.ts'
import type { Answered, MetricRow } from '../../api/metrics.ts'
import { useLatest } from '../../composables/useLatest.ts'
import { instantFromLocal, localDate } from '../../format/zone.ts'
import { dayAfter } from './days.ts'
import type { View } from './links.ts'
import { sinceWhen } from './since.ts'

const dayMs = 86_400_000
/** Days that a look compares, and how long what was found stays on the page as long as it has not gone back. */
const watched = 7
const lookedBack = [watched, 2 * watched]
export const shownDays = 28
const most = 6

type Found = { readonly look: Answered; readonly row: MetricRow }

/** Something that is getting worse in one place. */
export type Hotspot = Found & {
  readonly category: string
  readonly street: string
  /** In the last seven days, and what seven days usually have. */
  readonly count: number
  readonly usual: number
  readonly perDay: readonly number[]
  /** The first day; `since` counts in days from there. */
  readonly from: string
  readonly since: number
  readonly owners: readonly { readonly unit: string; readonly count: number }[]
  /** The question that count, curve and owners are from. */
  readonly series: Answered
  readonly asked: Readonly<Record<string, string>>
}

type Past = Map<string, Promise<Answered>>

/** What was known at a past midnight does not change once the cubes are beyond it: it is asked once. */
async function pastLook(past: Past, question: Params, now: Promise<Answered>): Promise<Answered> {
  const key = JSON.stringify(question)
  const asked = past.get(key) ?? askMetric('hotspots', question)
  past.set(key, asked)
  try {
    const [then, newest] = await Promise.all([asked, now])
    if (then.asOf.ordinal >= newest.asOf.ordinal) past.delete(key)
    return then
  } catch (error) {
    past.delete(key)
    throw error
  }
}

async function looks({ params }: View, past: Past): Promise<readonly Answered[]> {
  const question = { ...params, period: '', date: '', from: '', to: '', days: watched }
  const now = askMetric('hotspots', question)
  const today = localDate(params['asOf'] ? Date.parse(params['asOf']) : Date.now())
  const earlier = lookedBack.map((days) => {
    const midnight = instantFromLocal(`${dayAfter(today, 1 - days)}T00:00`)
    return pastLook(past, { ...question, asOf: midnight }, now)
  })
  return Promise.all([now, ...earlier])
}

/** What was found at several moments, each place once, by its newest finding. */
function merged(answers: readonly Answered[]): readonly Found[] {
  const found = new Map<string, Found>()
  for (const look of answers)
    for (const row of look.rows) if (row.key !== null && !found.has(row.key)) found.set(row.key, { look, row })
  return [...found.values()].slice(0, 2 * most)
}

function perDayOf(series: Answered, from: string): number[] {
  const days = Array.from({ length: shownDays }, () => 0)
  for (const { cell, counts } of series.rows) {
    const day = localDate(Number(cell['day']))
    const index = (Date.parse(day) - Date.parse(from)) / dayMs
    if (index in days) days[index] = (days[index] ?? 0) + (counts['cases'] ?? 0)
  }
  return days
}

function ownersOf(series: Answered, from: string): Hotspot['owners'] {
  const sums = new Map<string, number>()
  for (const { cell, counts } of series.rows) {
    const { unit = '', day } = cell
    if (localDate(Number(day)) >= from) sums.set(unit, (sums.get(unit) ?? 0) + (counts['cases'] ?? 0))
  }
  const all = [...sums].map(([unit, count]) => ({ unit, count }))
  return all.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
}

async function followed({ look, row }: Found, now: Answered, view: View): Promise<Hotspot> {
  const { category2: category = '', street = '' } = row.cell
  const to = localDate(Date.parse(now.asOf.instant))
  const from = dayAfter(to, 1 - shownDays)
  const span = { period: 'custom', date: '', to, category, street }
  const question = { ...view.params, ...span, from, by: 'day,unit', compare: '0' }
  const series = await askMetric('case-volume', question)
  const perDay = perDayOf(series, from)
  const usual = row.values['expected'] ?? 0
  const recentFrom = dayAfter(to, 1 - watched)
  return {
    look,
    row,
    category,
    street,
    usual,
    perDay,
    from,
    series,
    count: perDay.slice(-watched).reduce((sum, each) => sum + each, 0),
    since: sinceWhen(perDay, usual / watched),
    owners: ownersOf(series, recentFrom),
    asked: { ...span, from: recentFrom },
  }
}

/** It stays as long as its last week has clearly more than is usual. */
const isStillHot = ({ count, usual }: Hotspot) => count >= 3 && count >= 1.5 * usual
const byExcess = (a: Hotspot, b: Hotspot) => b.count - b.usual - (a.count - a.usual)

/** What is getting worse: found now, or in the two weeks before and not over yet. */
export function useHotspots(view: () => View) {
  // Of this page and viewer alone: another person's answers are none of theirs.
  const past: Past = new Map()
  const hotspots = shallowRef<readonly Hotspot[]>()
  const now = shallowRef<Answered>()
  const others = ref(0)
  const { latest, problem, isLoading } = useLatest()

  const load = () =>
    latest(
      async () => {
        const answers = await looks(view(), past)
        const [newest] = answers
        const found = newest ? merged(answers).map((each) => followed(each, newest, view())) : []
        return { newest, all: (await Promise.all(found)).filter(isStillHot).toSorted(byExcess) }
      },
      ({ newest, all }) => {
        now.value = newest
        hotspots.value = all.slice(0, most)
        others.value = Math.max(0, all.length - most)
      },
    )
  watch(
    () => JSON.stringify([view().params, view().sight]),
    () => {
      past.clear()
      hotspots.value = undefined
      now.value = undefined
    },
  )
  watch(() => JSON.stringify([view().params, view().sight, view().stamp]), load, { immediate: true })
  return { hotspots, others, now, problem, isLoading, load }
}
