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

/** ClickHouse looks for this many texts at once at most. */
const mostNeedles = 255

/** Whether one of some codes is on a path: `line` is the path as one text, `path` the same as an array. */
function onPath(line: string, path: string, name: string, { length }: readonly string[]): string {
  return length <= mostNeedles
    ? `multiSearchAny(${line}, {${name}_line:Array(String)})`
    : `hasAny(${path}, {${name}:Array(String)})`
}
const lines = (codes: readonly string[]) => codes.map((code) => `\n${code}\n`)

type Wanted = readonly string[]
const filterSql: Readonly<Record<FilterName, (sense: Sense, wanted: Wanted) => string>> = {
  // A category or unit stands for everything below it.
  category: (sense, wanted) =>
    sense === 'now'
      ? onPath('category_line', 'category_path', 'filter_category', wanted)
      : 'hasAny(category_path_registered, {filter_category:Array(String)})',
  unit: (_, wanted) => onPath('unit_line', 'unit_path', 'filter_unit', wanted),
  type: (sense) => `${column('type', sense)} IN {filter_type:Array(String)}`,
  district: (sense) => `${column('district', sense)} IN {filter_district:Array(String)}`,
  street: (sense) => `${column('street', sense)} IN {filter_street:Array(String)}`,
  urgency: (sense) => `${column('urgency', sense)} IN {filter_urgency:Array(String)}`,
  channel: () => 'channel IN {filter_channel:Array(String)}',
  callerKind: () => 'caller_kind IN {filter_callerKind:Array(String)}',
}

/** Of the columns that are kept twice. */
export const column = (name: 'type' | 'category' | 'urgency' | 'district' | 'street' | 'community', sense: Sense) =>
  sense === 'now' ? name : `${name}_registered`

/** What every question of this scope leaves out. */
export function scopeSql({ viewer, origins, sense, filters }: Scope): Sql {
  const wanted = filterNames.flatMap((name) => {
    const values = filters[name]
    return values === undefined ? [] : [[name, values] as const]
  })
  const conditions = [
    onPath('concern_line', 'concerns', 'viewer', viewer.units),
    'origin IN {origins:Array(String)}',
    ...wanted.map(([name, values]) => filterSql[name](sense, values)),
  ]
  const values = wanted.flatMap(([name, codes]) => [
    [`filter_${name}`, codes] as const,
    [`filter_${name}_line`, lines(codes)] as const,
  ])
  const params = { viewer: viewer.units, viewer_line: lines(viewer.units), origins, ...Object.fromEntries(values) }
  return { text: conditions.join(' AND '), params }
}

/** The windows over which a metric is counted: its period, and the two that it is compared with. */
export const windows = ['', 'Previous', 'LastYear'] as const
export type Window = (typeof windows)[number]

export function windowSpans({ period }: Scope): Readonly<Record<Window, Span>> {
  return { '': period.current, Previous: period.previous, LastYear: period.lastYear }
}

const between = (column: string, window: Window) =>
  `${column} >= ${at(`from${window}`)} AND ${column} < ${at(`until${window}`)}`

/** Rows whose instant lies in a window. Of instants that may be missing, a column without gaps says where rows can be at all. */
export function within(instant: string, window: Window): string {
  if (instant === 'registered_at') return between(instant, window)
  return `${between(instant, window)} AND ${between(instant.replace(/_at$/, '_near'), window)}`
}

export function windowParams(scope: Scope): Params {
  const spans = windowSpans(scope)
  const pairs = windows.flatMap((window) => [
    [`from${window}`, spans[window].from] as const,
    [`until${window}`, spans[window].until] as const,
  ])
  return { ...Object.fromEntries(pairs), instant: scope.instant }
}
