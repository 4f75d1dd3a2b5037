import { afterEach, describe, expect, it } from 'vitest'

import { showTimesIn } from '../../format/zone.ts'
import { bucketOf, queryOf, scopeFrom, spanWith, stepped } from './scope.ts'

const opening = scopeFrom({}, 'live')

describe('the scope of the overview', () => {
  it('is the last 30 days, now, of the usual origin where the address says nothing, and then says nothing itself', () => {
    expect(opening).toEqual({ period: 'last30', date: '', from: '', to: '', asOf: '', origin: 'live' })
    expect(queryOf(opening, 'live')).toEqual({})
  })

  it('comes back from its own address', () => {
    const scope = {
      ...opening,
      period: 'week' as const,
      date: '2026-11-02',
      asOf: '2026-11-18T01:00:00.000Z',
      origin: 'import',
    }
    expect(scopeFrom(queryOf(scope, 'live'), 'live')).toEqual(scope)
  })

  it('never ends before it begins: the other end comes along', () => {
    const [today, span] = ['2026-11-24', { from: '2026-11-10', to: '2026-11-12' }]
    expect(spanWith(span, { end: 'from', day: '2026-11-11', today })).toEqual({ from: '2026-11-11' })
    expect(spanWith(span, { end: 'from', day: '2026-11-20', today })).toEqual({ from: '2026-11-20', to: '2026-11-20' })
    expect(spanWith(span, { end: 'to', day: '2026-11-01', today })).toEqual({ from: '2026-11-01', to: '2026-11-01' })
    expect(spanWith({ ...span, to: '' }, { end: 'from', day: '2026-11-20', today })).toEqual({ from: '2026-11-20' })
  })

  it('leaves out what nobody can ask', () => {
    const odd = { period: 'fortnight', date: 'today', asOf: 'yesterday', origin: 'dreamt' }
    expect(scopeFrom(odd, 'live')).toEqual(opening)
    expect(scopeFrom({ period: 'custom' }, 'live')).toEqual(opening)
  })

  it('steps to the period before and after by the hotline’s clock', () => {
    const november = { from: '2026-10-31T16:00:00.000Z', until: '2026-11-30T16:00:00.000Z' }
    const month = { ...opening, period: 'month' } as const
    expect(stepped(month, november, -1).date).toBe('2026-10-31')
    expect(stepped(month, november, 1).date).toBe('2026-12-01')
    const week = { ...opening, period: 'custom' as const, from: '2026-11-02', to: '2026-11-08' }
    const span = { from: '2026-11-01T16:00:00.000Z', until: '2026-11-08T16:00:00.000Z' }
    expect(stepped(week, span, -1)).toMatchObject({ from: '2026-10-26', to: '2026-11-01' })
  })

  it('steps by thirty days, and forward to today at the most', () => {
    const past = { from: '2024-04-30T16:00:00.000Z', until: '2024-05-30T16:00:00.000Z' }
    expect(stepped(opening, past, -1).date).toBe('2024-04-30')
    expect(stepped(opening, past, 1).date).toBe('2024-06-29')
    const soFar = { from: past.from, until: new Date(Date.now() + 3_600_000).toISOString() }
    expect(stepped({ ...opening, date: '2024-05-30' }, soFar, 1).date).toBe('')
  })

  it.each([
    ['2026-11-20', '2026-11-21', 'hour'],
    ['2026-11-01', '2026-11-21', 'day'],
    ['2026-01-01', '2026-11-21', 'week'],
    ['2024-01-01', '2026-11-21', 'month'],
  ])('is drawn finely from %s to %s: by %s', (from, to, bucket) => {
    expect(bucketOf({ ...opening, period: 'custom', from, to }, '2026-11-21')).toBe(bucket)
  })
})

describe('a period where clocks are changed', () => {
  afterEach(() => showTimesIn('Asia/Shanghai'))

  it('steps by whole days', () => {
    showTimesIn('America/New_York')
    const november = { from: '2026-11-01T04:00:00.000Z', until: '2026-12-01T05:00:00.000Z' }
    const custom = { ...opening, period: 'custom', from: '2026-11-01', to: '2026-11-30' } as const
    expect(stepped(custom, november, -1)).toMatchObject({ from: '2026-10-02', to: '2026-10-31' })
    expect(stepped(custom, november, 1)).toMatchObject({ from: '2026-12-01', to: '2026-12-30' })
    const shortDay = { from: '2026-03-08T05:00:00.000Z', until: '2026-03-09T04:00:00.000Z' }
    const day = { ...opening, period: 'day', date: '2026-03-08' } as const
    expect([stepped(day, shortDay, -1).date, stepped(day, shortDay, 1).date]).toEqual(['2026-03-07', '2026-03-09'])
  })
})
