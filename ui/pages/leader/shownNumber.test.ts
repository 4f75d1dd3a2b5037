import { describe, expect, it } from 'vitest'

import type { MetricRow } from '../../api/metrics.ts'
import { restsOn, shownNumber } from './shownNumber.ts'

const overdue = { kind: 'count', main: 'value', n: 'open' } as const
const rate = { kind: 'rate', main: 'value', n: 'denominator' } as const
const time = { kind: 'count', main: 'median', n: 'cases' } as const
const row = (counts: Record<string, number>, values: Record<string, number | null>): MetricRow => ({
  key: 'east',
  cell: { district: 'east' },
  counts,
  values,
  enough: true,
})

describe('the number over a list', () => {
  const now = row({ overdue: 9, dueSoon: 8, open: 51 }, { value: 9 })
  const then = { counts: { numerator: 24, denominator: 25 }, values: { value: 0.96 }, change: {} }
  const onTime = { ...row({ numerator: 106, denominator: 111 }, { value: 0.955 }), previous: then }

  it('is of counts the part that is listed, not the one that the tile shows biggest', () => {
    expect(shownNumber(overdue, now, { part: 'overdue', window: '' })).toEqual({ kind: 'count', value: 9 })
    expect(shownNumber(overdue, now, { part: 'dueSoon', window: '' })).toEqual({ kind: 'count', value: 8 })
  })

  it('is of the window that was opened, with the n of that window', () => {
    expect(shownNumber(rate, onTime, { part: 'numerator', window: 'Previous' })).toEqual({ kind: 'rate', value: 0.96 })
    expect(restsOn(rate, onTime, 'Previous')).toBe(25)
    expect(restsOn(rate, onTime, '')).toBe(111)
  })

  it('has nothing where nothing was counted: no cases, and no rate', () => {
    expect(shownNumber(overdue, undefined, { part: 'dueSoon', window: '' })).toEqual({ kind: 'count', value: 0 })
    expect(shownNumber(rate, onTime, { part: 'numerator', window: 'LastYear' })).toEqual({ kind: 'rate', value: null })
  })

  it('is hours where it says how long', () => {
    const handled = row({ cases: 12 }, { median: 52.3 })
    expect(shownNumber(time, handled, { part: 'cases', window: '' })).toEqual({ kind: 'hours', value: 52.3 })
  })
})
