import { Type } from 'typebox'

import type { Cubes, Params } from './clickhouse.ts'
import { bucketParams, dimensionSql, type Dimension } from './dimensions.ts'
import type { Metric, MetricParams, Part } from './metric.ts'
import { scopeSql, windowParams, windows, within, type Scope, type Sql, type Window } from './scope.ts'

/** Where a question looks: the present, or everything that was known up to an ordinal. */
export type Source = { readonly table: 'case_now_v1' | 'case_facts_v1'; readonly ordinal: number }

/** One metric asked of one scope. */
export type Asking = {
  readonly metric: Metric
  readonly scope: Scope
  readonly by: readonly Dimension[]
  readonly params: MetricParams
  readonly compare: boolean
}

const windowsOf = ({ metric, compare }: Pick<Asking, 'metric' | 'compare'>): readonly Window[] =>
  metric.instant === undefined || !compare ? [''] : windows

const keySql = ({ metric, scope, by }: Asking) => by.map((name) => dimensionSql(name, scope.sense, metric.instant))

const paramsOf = ({ metric, scope, by, params }: Asking, { ordinal }: Source): Params => ({
  ...scopeSql(scope).params,
  ...windowParams(scope),
  ...bucketParams(by, scope),
  ...metric.extra?.(scope, params),
  ordinal,
})

const windowSql = ({ instant }: Metric, window: Window) => (instant === undefined ? '1' : within(instant, window))

const prefix = ({ table }: Source) => (table === 'case_now_v1' ? '1' : 'ordinal <= {ordinal:UInt64}')

function whereSql(asking: Asking, source: Source, more: string): string {
  const { metric, scope } = asking
  return [prefix(source), scopeSql(scope).text, metric.where, more].map((condition) => `(${condition})`).join(' AND ')
}

const weightOf = ({ weight }: Part) => (weight === undefined ? 'sign' : `sign * toInt64(${weight})`)
export const partName = (part: string, window: Window) => `${part}${window}`

/** Counts every part in every cell and window, in one pass. */
export function countSql(asking: Asking, source: Source): Sql {
  const { metric } = asking
  const keys = keySql(asking)
  const sums = windowsOf(asking).flatMap((window) =>
    Object.entries(metric.parts).map(
      ([name, part]) =>
        `sumIf(${weightOf(part)}, (${part.when}) AND ${windowSql(metric, window)}) AS ${partName(name, window)}`,
    ),
  )
  const some = windowsOf(asking).map((window) => `(${windowSql(metric, window)})`)
  const group = keys.length > 0 ? ' GROUP BY keys' : ''
  const text = `SELECT [${keys.join(', ')}]::Array(String) AS keys, ${sums.join(', ')}
    FROM ${source.table} WHERE ${whereSql(asking, source, some.join(' OR '))}${group}`
  return { text, params: paramsOf(asking, source) }
}

/** What sums cannot say: one row per case first, since changes cancel only there. */
export function detailSql(asking: Asking, source: Source): Sql | undefined {
  const { metric } = asking
  if (!metric.detail) return undefined
  const keys = keySql(asking)
  const inner = `SELECT case_id, [${keys.join(', ')}]::Array(String) AS keys, registered_at, dispatched_at, closed_at
    FROM ${source.table} WHERE ${whereSql(asking, source, windowSql(metric, ''))}
    GROUP BY case_id, keys, registered_at, dispatched_at, closed_at HAVING sum(sign) > 0`
  const total = keys.length > 0 ? ' GROUP BY GROUPING SETS ((keys), ())' : ''
  const text = `SELECT ${keys.length > 0 ? 'if(grouping(keys) = 0, keys, [])' : '[]::Array(String)'} AS cell, ${metric.detail.select} FROM (${inner})${total}`
  return { text, params: paramsOf(asking, source) }
}

export type MemberQuery = {
  readonly part: string
  readonly window: Window
  /** Undefined: the total. */ readonly key: readonly string[] | undefined
}

/** Exactly the cases that one number counts, each with how often it counts. */
export function memberSql(asking: Asking, source: Source, { part: name, window, key }: MemberQuery): Sql {
  const { metric } = asking
  const part = metric.parts[name]
  if (!part) throw new Error(`${metric.name} has no part ${name}`)
  const cell = key === undefined ? ['1'] : keySql(asking).map((sql, index) => `${sql} = {key_${index}:String}`)
  const conditions = [`(${part.when})`, windowSql(metric, window), ...cell].join(' AND ')
  const newest = (column: string) => `argMax(${column}, (ordinal, sign))`
  const text = `SELECT case_id, ${newest('case_number')} AS case_number, ${newest('identity_protected')} AS protected,
      toUnixTimestamp64Milli(${newest('registered_at')}) AS registered, sum(${weightOf(part)}) AS weight
    FROM ${source.table} WHERE ${whereSql(asking, source, conditions)}
    GROUP BY case_id HAVING weight > 0`
  const keys = Object.fromEntries((key ?? []).map((value, index) => [`key_${index}`, value]))
  return { text, params: { ...paramsOf(asking, source), ...keys } }
}

export type CountedRow = { readonly keys: readonly string[]; readonly counts: Readonly<Record<string, number>> }

export async function askCounts(cubes: Cubes, asking: Asking, source: Source): Promise<CountedRow[]> {
  const { text, params } = countSql(asking, source)
  const names = windowsOf(asking).flatMap((window) =>
    Object.keys(asking.metric.parts).map((part) => partName(part, window)),
  )
  const row = Type.Object({
    keys: Type.Array(Type.String()),
    ...Object.fromEntries(names.map((name) => [name, Type.Integer()])),
  })
  const rows = (await cubes.ask(text, params, row)) as unknown as ({ keys: string[] } & Record<string, number>)[]
  return rows.map(({ keys, ...counts }) => ({ keys, counts: counts as Record<string, number> }))
}

export async function askDetail(
  cubes: Cubes,
  asking: Asking,
  source: Source,
): Promise<ReadonlyMap<string | null, Readonly<Record<string, number | null>>>> {
  const sql = detailSql(asking, source)
  if (!sql) return new Map()
  const names = asking.metric.detail?.values ?? []
  const value = Type.Union([Type.Number(), Type.Null()])
  const row = Type.Object({
    cell: Type.Array(Type.String()),
    ...Object.fromEntries(names.map((name) => [name, value])),
  })
  const rows = (await cubes.ask(sql.text, sql.params, row)) as unknown as ({ cell: string[] } & Record<
    string,
    number | null
  >)[]
  return new Map(
    rows.map(({ cell, ...values }) => [
      cell.length === 0 ? null : cell.join('|'),
      values as Record<string, number | null>,
    ]),
  )
}
