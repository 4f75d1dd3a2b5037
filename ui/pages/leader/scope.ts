import { localDate } from '../../format/zone.ts'

export const periodKinds = ['last30', 'day', 'week', 'month', 'quarter', 'year', 'assessment', 'custom'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** What the page opens on: on the first of a month, the month would show a leader next to nothing. */
const usualPeriod = 'last30'

/** What the top of the page says: which period, as known when, of which cases. Empty: not said. */
export type Scope = {
  readonly period: PeriodKind
  /** A day of the period, of the last 30 days the last; today where nothing is said. */
  readonly date: string
  readonly from: string
  readonly to: string
  /** Instant; empty: now. */
  readonly asOf: string
  readonly origin: string
}

type Query = Readonly<Record<string, unknown>>

const matching = (query: Query, name: string, pattern: RegExp): string => {
  const value = query[name]
  return typeof value === 'string' && pattern.test(value) ? value : ''
}

const day = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/
const origins = /^(live|import|synthetic)(,(live|import|synthetic))*$/

/** Reads the address; what is not understood is left out. */
export function scopeFrom(query: Query, usualOrigin: string): Scope {
  const from = matching(query, 'from', day)
  const asked = periodKinds.find((each) => each === query['period']) ?? usualPeriod
  const period = asked === 'custom' && !from ? usualPeriod : asked
  const isCustom = period === 'custom'
  return {
    period,
    date: isCustom ? '' : matching(query, 'date', day),
    from: isCustom ? from : '',
    to: isCustom ? matching(query, 'to', day) : '',
    asOf: matching(query, 'asOf', instant),
    origin: matching(query, 'origin', origins) || usualOrigin,
  }
}

const said = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

/** What the API is asked with. */
export const paramsOf = (scope: Scope): Record<string, string> => said(scope)

/** The address: only what differs from what the page opens on. */
export function queryOf(scope: Scope, usualOrigin: string): Record<string, string> {
  const period = scope.period === usualPeriod ? '' : scope.period
  const origin = scope.origin === usualOrigin ? '' : scope.origin
  return said({ ...scope, period, origin })
}

type Whole = { readonly from: string; readonly until: string }
const dayMs = 86_400_000
const half = dayMs / 2

/** The day that ends a rolling period; empty, which is today, where it has not come yet. */
const lastDay = (instant: number): string => (instant < Date.now() ? localDate(instant) : '')

/** The period before or after; `whole` is the one that is shown. */
export function stepped(scope: Scope, whole: Whole, by: -1 | 1): Scope {
  const [from, until] = [Date.parse(whole.from), Date.parse(whole.until)]
  if (scope.period === 'last30') return { ...scope, date: lastDay(by < 0 ? from - half : until + 29 * dayMs + half) }
  if (scope.period !== 'custom') return { ...scope, date: localDate(by < 0 ? from - half : until + half) }
  const length = by * (until - from)
  return { ...scope, from: localDate(from + half + length), to: localDate(until - half + length) }
}

type End = { readonly end: 'from' | 'to'; readonly day: string; readonly today: string }

/** A day beyond the other end takes that end along: a period never ends before it begins. */
export function spanWith({ from, to }: Pick<Scope, 'from' | 'to'>, { end, day, today }: End): Partial<Scope> {
  if (end === 'from') return day > (to || today) ? { from: day, to: day } : { from: day }
  return day < from ? { from: day, to: day } : { to: day }
}

const usualBuckets = {
  last30: 'day',
  day: 'hour',
  week: 'day',
  month: 'day',
  assessment: 'day',
  quarter: 'week',
  year: 'month',
} as const

/** How finely a period is drawn: some dozens of points, never hundreds. */
export function bucketOf({ period, from, to }: Scope, today: string): 'hour' | 'day' | 'week' | 'month' {
  if (period !== 'custom') return usualBuckets[period]
  const days = (Date.parse(to || today) - Date.parse(from)) / dayMs + 1
  if (days <= 2) return 'hour'
  if (days <= 62) return 'day'
  return days <= 400 ? 'week' : 'month'
}

/** The next coarser one, for what a finer one has too few of. */
export const coarser = { hour: 'day', day: 'week', week: 'month', month: 'month' } as const
