import type { Columns, Peer } from './w5Engines.ts'
import { countColumn, type Report } from './w5Queries.ts'

export type Answer = Awaited<ReturnType<Peer['ask']>>
type Value = string | number | null

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const dayMs = 86_400_000

type DuckValue = Readonly<Record<string, bigint | number | undefined>>

/** DuckDB's days, moments and decimals. */
function ofObject({ micros, days, value, scale = 0 }: DuckValue): Value {
  if (micros !== undefined) return day(Number(micros) / 1000)
  return days === undefined ? Number(value) / 10 ** Number(scale) : day(Number(days) * dayMs)
}

/** Each engine's client has values of its own for days, whole numbers and decimals. */
function valueOf(told: unknown): Value {
  if (told === null || told === undefined) return null
  if (told instanceof Date) return day(told.getTime() - told.getTimezoneOffset() * 60_000)
  if (typeof told === 'object') return ofObject(told as DuckValue)
  const text = typeof told === 'string' ? told : JSON.stringify(typeof told === 'bigint' ? Number(told) : told)
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : Number(text)
}

function rowsOf(answer: Answer): readonly (readonly unknown[])[] {
  if ('rows' in answer) return answer.rows
  const columns: Columns = answer
  return (columns[0] ?? []).map((_, index) => columns.map((column) => column[index]))
}

/** By its keys, which stand before the number of cases in every report. */
function cells(report: Report, answer: Answer): ReadonlyMap<string, readonly Value[]> {
  const keys = countColumn[report]
  return new Map(
    rowsOf(answer).map((row) => {
      const values = row.map(valueOf)
      return [values.slice(0, keys).join('|'), values.slice(keys)] as const
    }),
  )
}

/** Sums of many numbers differ in their last digits with the order in which they are added. */
const alike = (a: Value, b: Value) =>
  a === b || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)))

/** Every value of both answers beside each other; the first cell that differs, undefined where none does. */
export function difference(report: Report, one: Answer, other: Answer): string | undefined {
  const [a, b] = [cells(report, one), cells(report, other)]
  if (a.size !== b.size) return `${a.size} or ${b.size} rows`
  for (const [key, values] of a) {
    const others = b.get(key)
    if (others?.length !== values.length || !values.every((value, index) => alike(value, others[index] ?? null)))
      return `${key}: ${values.join(', ')} or ${others?.join(', ') ?? 'nothing'}`
  }
  return undefined
}
