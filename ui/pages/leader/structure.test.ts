import { describe, expect, it } from 'vitest'

import type { MetricRow } from '../../api/metrics.ts'
import { sharesOf } from './structure.ts'

const row = (key: string, now: number, before: number): MetricRow => ({
  key,
  cell: {},
  counts: { cases: now },
  values: { value: now },
  previous: { counts: { cases: before }, values: { value: before }, change: { value: null } },
  enough: true,
})

describe('what a volume is made of', () => {
  const rows = [row('a', 10, 0), row('b', 60, 20), row('c', 30, 20), row('d', 0, 10)]

  it('is shares of the whole, now and before, the largest first', () => {
    expect(sharesOf(rows, 8).map(({ key, count, share, before }) => [key, count, share, before])).toEqual([
      ['b', 60, 0.6, 0.4],
      ['c', 30, 0.3, 0.4],
      ['a', 10, 0.1, 0],
    ])
  })

  it('gathers what is beyond the most, so that the shares still add up', () => {
    const shares = sharesOf(rows, 2)
    expect(shares.map(({ key, count, before }) => [key, count, before])).toEqual([
      ['b', 60, 0.4],
      ['*', 40, 0.6],
    ])
    expect(shares.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 12)
  })

  it('has no shares of nothing', () => {
    expect(sharesOf([row('a', 0, 0)], 8)).toEqual([])
    expect(sharesOf([row('a', 5, 0)], 8)[0]?.before).toBeNull()
  })
})
