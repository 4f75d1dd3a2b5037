import type { Member } from '../../analytics/kernel/members.ts'
import type { MetricRow } from '../../analytics/kernel/metric.ts'
import type { Totals } from '../../analytics/kernel/rows.ts'
import type { Words } from './types.ts'

export type { Member, MetricRow, Totals }
export type { Compared, Counts, Values } from '../../analytics/kernel/metric.ts'

type Span = { readonly from: string; readonly until: string }
export type PeriodSaid = {
  readonly kind: string
  readonly unfinished: boolean
  readonly whole: Span
  readonly current: Span
  readonly previous: Span
  readonly lastYear: Span
}

/** What `GET /api/metrics/:name` answers (analytics/kernel/metricDesk.ts). */
export type Answered = {
  readonly name: string
  readonly rows: readonly MetricRow[]
  readonly totals: Totals
  readonly by: readonly string[]
  readonly params: Readonly<Record<string, string | undefined>>
  readonly formula: { readonly id: string; readonly version: number; readonly text: Words; readonly sql: string }
  readonly population: Words
  readonly minimumN: number
  readonly origin: readonly string[]
  readonly period: PeriodSaid | null
  readonly asOf: { readonly instant: string; readonly ordinal: number }
  readonly n: number
  readonly lagSeconds: number
}

/** The cases behind a number, as many as one page has. */
export type MemberPage = {
  readonly rows: readonly Member[]
  readonly nextCursor: string | null
  readonly total: number
  readonly weight: number
  readonly hidden: number
  readonly asOf: Answered['asOf']
}

/** A metric as the catalogue describes it. */
export type Described = {
  readonly name: string
  readonly question: Words
  readonly kind: 'count' | 'rate'
  readonly n: string
  readonly main: string
  readonly by: { readonly default: readonly string[]; readonly most: number }
  readonly parts: Readonly<Record<string, Words>>
  readonly hasPeriod: boolean
}
