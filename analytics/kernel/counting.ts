import { Type } from 'typebox'

import type { Cubes } from './clickhouse.ts'
import { bucketParams, counterpart, isTime } from './dimensions.ts'
import {
  detailSql,
  paramsOf,
  partName,
  scanSql,
  sumOf,
  windowsOf,
  type Asking,
  type Buckets,
  type Source,
} from './question.ts'
import { scopeSql, type Window } from './scope.ts'

/** Counts of one cell, of all windows: a part's name with the window's behind it. */
export type CountedRow = { readonly keys: readonly string[]; readonly counts: Readonly<Record<string, number>> }

/** Questions that look at the same rows in the same cells are asked together. */
export function together(askings: readonly Asking[]): readonly (readonly Asking[])[] {
  const groups = new Map<string, Asking[]>()
  for (const asking of askings) {
    const { metric, scope, by } = asking
    const common = [metric.instant, metric.where, by, windowsOf(asking), scopeSql(scope).text]
    const name = JSON.stringify([...common, paramsOf(asking, { ordinal: 0 })])
    groups.set(name, [...(groups.get(name) ?? []), asking])
  }
  return [...groups.values()]
}

/** By column: `w` the window, `k0`, `k1`… the keys, `n0`, `n1`… the sums. */
type Scanned = Readonly<Record<string, readonly (string | number)[]>>

/** One scan for all; the answers are in the order of the questions. */
export async function askCounts(
  cubes: Cubes,
  askings: readonly Asking[],
  source: Source,
): Promise<readonly (readonly CountedRow[])[]> {
  const [first] = askings
  if (!first) return []
  const names = new Map<string, string>()
  for (const { metric } of askings) {
    for (const part of Object.values(metric.parts)) {
      const sql = sumOf(part)
      if (!names.has(sql)) names.set(sql, `n${names.size}`)
    }
  }
  const sums = Object.fromEntries([...names].map(([sql, name]) => [name, sql]))
  const { text, params } = scanSql(first, source, sums)
  const row = Type.Object({
    w: Type.String(),
    ...Object.fromEntries(first.by.map((_, index) => [`k${index}`, Type.String()])),
    ...Object.fromEntries(Object.keys(sums).map((name) => [name, Type.Integer()])),
  })
  const scanned = (await cubes.columns(text, params, row)) as Scanned
  return askings.map((asking) => cells(asking, scanned, names))
}

function cells(asking: Asking, scanned: Scanned, names: ReadonlyMap<string, string>): readonly CountedRow[] {
  const buckets = bucketParams(asking.by, asking.scope) as Buckets
  const parts = Object.entries(asking.metric.parts).map(
    ([part, of]) => [part, scanned[names.get(sumOf(of)) ?? ''] ?? []] as const,
  )
  const found = new Map<string, { keys: string[]; counts: Record<string, number> }>()
  const inWindow = (scanned['w'] ?? []) as readonly Window[]
  for (const [index, window] of inWindow.entries()) {
    const keys = asking.by.map((name, nth) => {
      const key = String(scanned[`k${nth}`]?.[index])
      return isTime(name) ? counterpart(key, buckets[`buckets${window}`] ?? [], buckets['buckets'] ?? []) : key
    })
    const id = JSON.stringify(keys)
    const cell = found.get(id) ?? { keys, counts: {} }
    for (const [part, sums] of parts) {
      const counted = partName(part, window)
      cell.counts[counted] = (cell.counts[counted] ?? 0) + Number(sums[index])
    }
    found.set(id, cell)
  }
  return [...found.values()]
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
