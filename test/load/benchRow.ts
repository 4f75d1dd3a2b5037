export type BenchRow = {
  readonly what: string
  readonly goal: string
  readonly value: number
  readonly unit: string
  readonly ok: boolean
}

export const quantile = (numbers: readonly number[], q: number) =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * q) - 1] ?? 0
export const row = (what: string, value: number, unit: string, limit?: { goal: string; ok: boolean }): BenchRow => ({
  what,
  goal: limit?.goal ?? 'reported',
  value: Math.round(value * 10) / 10,
  unit,
  ok: limit?.ok ?? true,
})
