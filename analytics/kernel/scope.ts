import type { Zone } from '../../services/kernel/zone.ts'
import type { Params } from './clickhouse.ts'
import type { Period, Span } from './periods.ts'

/** As known at the case's registration, or as known now (at the as-of moment). */
export type Sense = 'registered' | 'now'

/** Whose numbers these are: the units that the viewer's permission reaches, with everything below. */
export type MetricViewer = {
  readonly units: readonly string[]
  /** May see cases whose caller asked for protection in lists; they are counted in any case. */
  readonly seesProtected: boolean
}

/** What is counted, before any metric asks its question. */
export type Scope = {
  readonly viewer: MetricViewer
  readonly origins: readonly string[]
  readonly sense: Sense
  /** Column name → accepted values. */
  readonly filters: Readonly<Record<string, readonly string[]>>
  readonly period: Period
  /** The as-of moment: open and overdue are judged by it. */
  readonly instant: number
  readonly zone: Zone
}

/** A piece of SQL with the values of its placeholders. */
export type Sql = { readonly text: string; readonly params: Params }

/** An instant that is given as a placeholder. */
export const at = (name: string) => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`

export const filterNames = [
  'type',
  'category',
  'unit',
  'district',
  'street',
  'channel',
  'urgency',
  'callerKind',
] as const
export type FilterName = (typeof filterNames)[number]

const filterSql: Readonly<Record<FilterName, (sense: Sense) => string>> = {
  // A category or unit stands for everything below it.
  category: (sense) =>
    `hasAny(${sense === 'now' ? 'category_path' : 'category_path_registered'}, {filter_category:Array(String)})`,
  unit: () => 'hasAny(unit_path, {filter_unit:Array(String)})',
  type: (sense) => `has({filter_type:Array(String)}, ${column('type', sense)})`,
  district: (sense) => `has({filter_district:Array(String)}, ${column('district', sense)})`,
  street: (sense) => `has({filter_street:Array(String)}, ${column('street', sense)})`,
  urgency: (sense) => `has({filter_urgency:Array(String)}, ${column('urgency', sense)})`,
  channel: () => 'has({filter_channel:Array(String)}, channel)',
  callerKind: () => 'has({filter_callerKind:Array(String)}, caller_kind)',
}

/** Of the columns that are kept twice. */
export const column = (name: 'type' | 'category' | 'urgency' | 'district' | 'street' | 'community', sense: Sense) =>
  sense === 'now' ? name : `${name}_registered`

/** What every question of this scope leaves out. */
export function scopeSql({ viewer, origins, sense, filters }: Scope): Sql {
  const wanted = filterNames.filter((name) => filters[name] !== undefined)
  const conditions = [
    'hasAny(concerns, {viewer:Array(String)})',
    'has({origins:Array(String)}, origin)',
    ...wanted.map((name) => filterSql[name](sense)),
  ]
  const values = Object.fromEntries(wanted.map((name) => [`filter_${name}`, filters[name] ?? []]))
  return { text: conditions.join(' AND '), params: { viewer: viewer.units, origins, ...values } }
}

/** The windows over which a metric is counted: its period, and the two that it is compared with. */
export const windows = ['', 'Previous', 'LastYear'] as const
export type Window = (typeof windows)[number]

export function windowSpans({ period }: Scope): Readonly<Record<Window, Span>> {
  return { '': period.current, Previous: period.previous, LastYear: period.lastYear }
}

export const within = (instant: string, window: Window) =>
  `${instant} >= ${at(`from${window}`)} AND ${instant} < ${at(`until${window}`)}`

export function windowParams(scope: Scope): Params {
  const spans = windowSpans(scope)
  const pairs = windows.flatMap((window) => [
    [`from${window}`, spans[window].from] as const,
    [`until${window}`, spans[window].until] as const,
  ])
  return { ...Object.fromEntries(pairs), instant: scope.instant }
}
