import type { Params } from './clickhouse.ts'
import { bucketParams, counterpart, dimensionSql, isTime, type Dimension } from './dimensions.ts'
import type { Metric, MetricParams, Part } from './metric.ts'
import { scopeSql, windowParams, windows, within, type Scope, type Sql, type Window } from './scope.ts'

/** Where a question looks: the present, or everything that was known up to an ordinal. */
export type Source = {
  readonly table: 'case_now_v1' | 'case_facts_v1'
  readonly database: string
  readonly ordinal: number
}

/** One metric asked of one scope. */
export type Asking = {
  readonly metric: Metric
  readonly scope: Scope
  readonly by: readonly Dimension[]
  readonly params: MetricParams
  readonly compare: boolean
}

export const windowsOf = ({ metric, compare }: Pick<Asking, 'metric' | 'compare'>): readonly Window[] =>
  metric.instant === undefined || !compare ? [''] : windows

const keySql = ({ metric, scope, by }: Asking, window: Window) =>
  by.map((name) => dimensionSql(name, { sense: scope.sense, instant: metric.instant, window }))

export const paramsOf = ({ metric, scope, by, params }: Asking, { ordinal }: Pick<Source, 'ordinal'>): Params => ({
  ...scopeSql(scope).params,
  ...windowParams(scope),
  ...bucketParams(by, scope),
  ...metric.extra?.(scope, params),
  ordinal,
})

const from = ({ database, table }: Source) => `${database}.${table}`
const prefix = ({ table }: Source) => (table === 'case_now_v1' ? [] : ['ordinal <= {ordinal:UInt64}'])

function whereSql({ metric, scope }: Asking, source: Source, window: Window): string {
  const time = metric.instant === undefined ? [] : [within(metric.instant, window)]
  const own = metric.where === '1' ? [] : [`(${metric.where})`]
  return [...prefix(source), ...time, ...own, scopeSql(scope).text].join(' AND ')
}

const weightOf = ({ weight }: Part) => (weight === undefined ? 'sign' : `sign * toInt64(${weight})`)
/** SQL that counts one part. */
export const sumOf = (part: Part) =>
  part.when === '1' ? `sum(${weightOf(part)})` : `sumIf(${weightOf(part)}, ${part.when})`
export const partName = (part: string, window: Window) => `${part}${window}`

export type Sums = Readonly<Record<string, string>>

/** Counts in every cell; each window is a scan of its own rows. */
function windowSql(asking: Asking, source: Source, { window, sums }: { window: Window; sums: Sums }): string {
  const keys = keySql(asking, window).map((sql, index) => `${sql} AS k${index}`)
  const counts = Object.entries(sums).map(([name, sql]) => `${sql} AS ${name}`)
  const group = keys.length > 0 ? ` GROUP BY ${keys.map((_, index) => `k${index}`).join(', ')}` : ''
  return `SELECT ${[`'${window}' AS w`, ...keys, ...counts].join(', ')}
FROM ${from(source)} WHERE ${whereSql(asking, source, window)}${group}`
}

/** One scan of one set of rows; `sums` are columns by name. */
export function scanSql(asking: Asking, source: Source, sums: Sums): Sql {
  const each = windowsOf(asking).map((window) => windowSql(asking, source, { window, sums }))
  return { text: each.join('\nUNION ALL\n'), params: paramsOf(asking, source) }
}

/** Counts every part of one metric in every cell and window. */
export function countSql(asking: Asking, source: Source): Sql {
  const sums = Object.entries(asking.metric.parts).map(([name, part]) => [name, sumOf(part)])
  return scanSql(asking, source, Object.fromEntries(sums) as Sums)
}

/** What sums cannot say: one row per case first, since changes cancel only there. */
export function detailSql(asking: Asking, source: Source): Sql | undefined {
  const { metric } = asking
  if (!metric.detail) return undefined
  const keys = keySql(asking, '').map((sql) => `toString(${sql})`)
  const columns = 'registered_at, dispatched_at, closed_at, working_seconds'
  const inner = `SELECT case_id, [${keys.join(', ')}]::Array(String) AS keys, ${columns}
    FROM ${from(source)} WHERE ${whereSql(asking, source, '')}
    GROUP BY case_id, keys, ${columns} HAVING sum(sign) > 0`
  const total = keys.length > 0 ? ' GROUP BY GROUPING SETS ((keys), ())' : ''
  const text = `SELECT ${keys.length > 0 ? 'if(grouping(keys) = 0, keys, [])' : '[]::Array(String)'} AS cell, ${metric.detail.select} FROM (${inner})${total}`
  return { text, params: paramsOf(asking, source) }
}

export type MemberQuery = {
  readonly part: string
  readonly window: Window
  /** Undefined: the total. */ readonly key: readonly string[] | undefined
}

export type Buckets = Readonly<Record<string, readonly number[]>>

/** The keys of a cell as the rows of a window have them. */
function keyParams({ by, scope }: Asking, { window, key = [] }: MemberQuery): Params {
  const buckets = bucketParams(by, scope) as Buckets
  const values = key.map((value, index) => {
    const name = by[index]
    if (name === undefined || !isTime(name)) return value
    return counterpart(value, buckets['buckets'] ?? [], buckets[`buckets${window}`] ?? [])
  })
  return Object.fromEntries(values.map((value, index) => [`key_${index}`, value]))
}

/** Exactly the cases that one number counts, each with how often it counts. */
export function memberSql(asking: Asking, source: Source, asked: MemberQuery): Sql {
  const { metric } = asking
  const part = metric.parts[asked.part]
  if (!part) throw new Error(`${metric.name} has no part ${asked.part}`)
  const keys = asked.key === undefined ? [] : keySql(asking, asked.window)
  const cell = keys.map((sql, index) => `${sql} = {key_${index}:String}`)
  const newest = (column: string) => `argMax(${column}, (ordinal, sign))`
  const text = `SELECT case_id, ${newest('case_number')} AS case_number, ${newest('identity_protected')} AS protected,
      toUnixTimestamp64Milli(${newest('registered_at')}) AS registered, sum(${weightOf(part)}) AS weight
    FROM ${from(source)} WHERE ${[whereSql(asking, source, asked.window), `(${part.when})`, ...cell].join(' AND ')}
    GROUP BY case_id HAVING weight > 0`
  return { text, params: { ...paramsOf(asking, source), ...keyParams(asking, asked) } }
}
