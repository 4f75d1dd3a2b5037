import type { CountedRow } from './counting.ts'
import { ratio, type Compared, type Counts, type Metric, type MetricRow, type Values } from './metric.ts'
import { placeIn } from './populations.ts'
import { partName, type Asking } from './question.ts'
import type { Window } from './scope.ts'
import { wilson } from './wilson.ts'

type Details = ReadonlyMap<string | null, Values>

/** What was found for one question. */
export type Found = {
  readonly asking: Asking
  readonly counts: readonly CountedRow[]
  readonly details: Details
  /** Inhabitants by place. */
  readonly populations: ReadonlyMap<string, number>
}

function windowCounts({ parts }: Metric, counts: Counts, window: Window): Counts {
  return Object.fromEntries(Object.keys(parts).map((part) => [part, counts[partName(part, window)] ?? 0]))
}

/** Relative for counts, in points for rates; a zero base has no change. */
function changeOf(kind: Metric['kind'], now: Values, then: Values): Values {
  const one = (name: string): number | null => {
    const [a, b] = [now[name] ?? null, then[name] ?? null]
    if (a === null || b === null) return null
    return kind === 'rate' ? a - b : ratio(a - b, b)
  }
  return Object.fromEntries(Object.keys(now).map((name) => [name, one(name)]))
}

function compared({ metric, params }: Asking, all: Counts, now: Values, window: Window): Compared {
  const counts = windowCounts(metric, all, window)
  const values = metric.values(counts, params)
  return { counts, values, change: changeOf(metric.kind, now, values) }
}

function intervalOf({ kind, main, n }: Metric, counts: Counts, values: Values) {
  const value = values[main] ?? null
  if (kind !== 'rate' || value === null || value > 1) return undefined
  return wilson(value, counts[n] ?? 0)
}

/** Per 10,000 inhabitants of the row's place; null where nobody is known to live. */
function perCapita({ asking: { metric, by }, populations }: Found, keys: readonly string[], values: Values): Values {
  const place = placeIn(by)
  if (metric.perCapita !== true || place < 0 || keys.length === 0) return {}
  const population = populations.get(keys[place] ?? '') ?? 0
  return { population: population || null, perTenThousand: ratio((values[metric.main] ?? 0) * 10_000, population) }
}

function rowOf(found: Found, { keys, counts: all }: CountedRow): MetricRow {
  const { asking, details } = found
  const { metric, by, params, compare } = asking
  const key = keys.length === 0 ? null : keys.join('|')
  const counts = windowCounts(metric, all, '')
  const own = { ...metric.values(counts, params), ...details.get(key) }
  const values = { ...own, ...perCapita(found, keys, own) }
  const interval = intervalOf(metric, counts, values)
  const comparable = compare && metric.instant !== undefined
  return {
    key,
    cell: Object.fromEntries(by.slice(0, keys.length).map((name, index) => [name, keys[index] ?? ''])),
    counts,
    values,
    ...(comparable && {
      previous: compared(asking, all, own, 'Previous'),
      lastYear: compared(asking, all, own, 'LastYear'),
    }),
    ...(interval !== undefined && { interval }),
    enough: (counts[metric.n] ?? 0) >= metric.minimumN,
  }
}

function sumOf(rows: readonly CountedRow[]): CountedRow {
  const counts: Record<string, number> = {}
  for (const row of rows) for (const [name, n] of Object.entries(row.counts)) counts[name] = (counts[name] ?? 0) + n
  return { keys: [], counts }
}

const timeNames = ['hour', 'day', 'week', 'month']
const isTimed = ({ by }: Asking) => by.some((name) => timeNames.includes(name))
const counted = ({ counts, previous, lastYear }: MetricRow) =>
  [counts, previous?.counts, lastYear?.counts].some((numbers) => Object.values(numbers ?? {}).some((n) => n !== 0))

export type Totals = {
  /** Numerators and denominators summed. */
  readonly pooled: MetricRow
  /** The arithmetic mean of the cells' rates, which is what many a published total row is; null for counts. */
  readonly averaged: { readonly values: Values; readonly cells: number } | null
}

function averaged(metric: Metric, rows: readonly MetricRow[]): Totals['averaged'] {
  if (metric.kind !== 'rate' || rows.length === 0) return null
  const names = Object.keys(rows[0]?.values ?? {})
  const mean = (name: string): number | null => {
    const known = rows.flatMap(({ values }) => values[name] ?? [])
    return ratio(
      known.reduce((sum, value) => sum + value, 0),
      known.length,
    )
  }
  const cells = rows.filter(({ values }) => (values[metric.main] ?? null) !== null).length
  return { values: Object.fromEntries(names.map((name) => [name, mean(name)])), cells }
}

const compareKeys = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** From counts to what people see. Time buckets in which nothing happened are there too, as zeros. */
export function shaped(found: Found, buckets: readonly number[]): { rows: readonly MetricRow[]; totals: Totals } {
  const { asking, counts } = found
  const { metric, by, params } = asking
  const pooled = rowOf(found, sumOf(counts))
  if (by.length === 0) return { rows: [pooled], totals: { pooled, averaged: null } }
  const given = isTimed(asking) && by.length === 1 ? withGaps(counts, buckets) : counts
  const cells = given.map((row) => rowOf(found, row))
  const seen = isTimed(asking)
    ? cells.filter(({ cell }) => !timeNames.some((name) => cell[name] === '0'))
    : cells.filter(counted)
  const sorted = seen.toSorted((a, b) => compareKeys(a.key ?? '', b.key ?? ''))
  const rows = metric.finish ? metric.finish(sorted, pooled, params) : sorted
  return { rows, totals: { pooled, averaged: averaged(metric, sorted) } }
}

function withGaps(found: readonly CountedRow[], buckets: readonly number[]): readonly CountedRow[] {
  const known = new Set(found.map(({ keys }) => keys[0]))
  const missing = buckets.map(String).filter((bucket) => !known.has(bucket))
  return [...found, ...missing.map((bucket) => ({ keys: [bucket], counts: {} }))]
}
