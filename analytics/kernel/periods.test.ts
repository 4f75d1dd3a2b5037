import { describe, expect, it } from 'vitest'

import { zoneOf } from '../../services/kernel/zone.ts'
import { bucketsOf, periodAt, type AskedPeriod, type Span } from './periods.ts'

const shanghai = zoneOf('Asia/Shanghai')
const local = (ms: number, zone = shanghai) => new Date(zone.toLocal(ms)).toISOString().slice(0, 16)
const shown = ({ from, until }: Span, zone = shanghai) => `${local(from, zone)} ${local(until, zone)}`
const at = (asked: AskedPeriod, instant: string, zone = shanghai) => {
  const { current, previous, lastYear, unfinished } = periodAt(asked, Date.parse(instant), zone)
  return { current: shown(current, zone), previous: shown(previous, zone), lastYear: shown(lastYear, zone), unfinished }
}

describe('a period', () => {
  it('that is over is compared with whole periods, however many days they have', () => {
    expect(at({ kind: 'month', date: '2024-03-15' }, '2024-06-01T00:00:00Z')).toEqual({
      current: '2024-03-01T00:00 2024-04-01T00:00',
      previous: '2024-02-01T00:00 2024-03-01T00:00',
      lastYear: '2023-03-01T00:00 2023-04-01T00:00',
      unfinished: false,
    })
  })

  it('that is unfinished is compared with the same elapsed part', () => {
    expect(at({ kind: 'month', date: '2024-05-10' }, '2024-05-10T04:30:00Z')).toEqual({
      current: '2024-05-01T00:00 2024-05-10T12:30',
      previous: '2024-04-01T00:00 2024-04-10T12:30',
      lastYear: '2023-05-01T00:00 2023-05-10T12:30',
      unfinished: true,
    })
  })

  it('may be the last 30 days, whatever the day of the month', () => {
    expect(at({ kind: 'last30', date: '2024-05-01' }, '2024-05-01T04:30:00Z')).toEqual({
      current: '2024-04-02T00:00 2024-05-01T12:30',
      previous: '2024-03-03T00:00 2024-04-01T12:30',
      lastYear: '2023-04-02T00:00 2023-05-01T12:30',
      unfinished: true,
    })
    expect(at({ kind: 'last30', date: '2024-05-01' }, '2024-06-01T00:00:00Z')).toMatchObject({
      current: '2024-04-02T00:00 2024-05-02T00:00',
      previous: '2024-03-03T00:00 2024-04-02T00:00',
      unfinished: false,
    })
  })

  it('never takes more of the shorter period before than there is', () => {
    expect(at({ kind: 'month', date: '2024-03-31' }, '2024-03-31T10:00:00Z').previous).toBe(
      '2024-02-01T00:00 2024-03-01T00:00',
    )
  })

  it('may be a day, a week, a quarter, a year, or the assessment period from the 19th', () => {
    const later = '2026-01-01T00:00:00Z'
    expect(at({ kind: 'day', date: '2024-02-29' }, later).lastYear).toBe('2023-02-28T00:00 2023-03-01T00:00')
    expect(at({ kind: 'week', date: '2024-05-12' }, later)).toMatchObject({
      current: '2024-05-06T00:00 2024-05-13T00:00',
      lastYear: '2023-05-08T00:00 2023-05-15T00:00',
    })
    expect(at({ kind: 'quarter', date: '2024-02-10' }, later).previous).toBe('2023-10-01T00:00 2024-01-01T00:00')
    expect(at({ kind: 'year', date: '2024-02-10' }, later).previous).toBe('2023-01-01T00:00 2024-01-01T00:00')
    expect(at({ kind: 'assessment', date: '2024-01-18' }, later)).toMatchObject({
      current: '2023-12-19T00:00 2024-01-19T00:00',
      previous: '2023-11-19T00:00 2023-12-19T00:00',
      lastYear: '2022-12-19T00:00 2023-01-19T00:00',
    })
    expect(at({ kind: 'assessment', date: '2024-01-19' }, later).current).toBe('2024-01-19T00:00 2024-02-19T00:00')
    expect(at({ kind: 'custom', from: '2024-03-01', to: '2024-03-10' }, later)).toMatchObject({
      current: '2024-03-01T00:00 2024-03-11T00:00',
      previous: '2024-02-20T00:00 2024-03-01T00:00',
      lastYear: '2023-03-01T00:00 2023-03-11T00:00',
    })
  })

  it('that has not begun is empty', () => {
    expect(at({ kind: 'month', date: '2024-09-01' }, '2024-05-10T00:00:00Z')).toMatchObject({
      current: '2024-09-01T00:00 2024-09-01T00:00',
      previous: '2024-08-01T00:00 2024-08-01T00:00',
    })
  })

  it('has days of 23 and 25 hours where clocks are changed', () => {
    const berlin = zoneOf('Europe/Berlin')
    const { current } = periodAt({ kind: 'month', date: '2024-03-01' }, Date.parse('2025-01-01T00:00:00Z'), berlin)
    const days = bucketsOf(current, 'day', berlin)
    expect(days).toHaveLength(31)
    expect((days[31 - 1] ?? 0) - (days[30 - 1] ?? 0)).toBe(24 * 3_600_000)
    expect(current.until - (days[30] ?? 0)).toBe(23 * 3_600_000)
    expect(bucketsOf({ from: days[30] ?? 0, until: current.until }, 'hour', berlin)).toHaveLength(23)
  })

  it.each([
    ['2026-03-08', 23, '03:00'],
    ['2026-11-01', 25, '01:00'],
  ])('has the hours that New York’s clock shows on %s', (date, hours, third) => {
    const newYork = zoneOf('America/New_York')
    const { whole } = periodAt({ kind: 'day', date }, Date.parse('2027-01-01T00:00:00Z'), newYork)
    expect(shown(whole, newYork).slice(0, 16)).toBe(`${date}T00:00`)
    expect(whole.until - whole.from).toBe(hours * 3_600_000)
    const begin = bucketsOf(whole, 'hour', newYork).map((ms) => local(ms, newYork).slice(11))
    expect(begin).toHaveLength(hours)
    expect(begin.slice(0, 3)).toEqual(['00:00', '01:00', third])
  })

  it('has whole hours where the clock is half an hour off', () => {
    const kolkata = zoneOf('Asia/Kolkata')
    const { whole } = periodAt({ kind: 'day', date: '2026-05-08' }, Date.parse('2027-01-01T00:00:00Z'), kolkata)
    const begin = bucketsOf(whole, 'hour', kolkata).map((ms) => local(ms, kolkata).slice(11))
    expect(begin).toHaveLength(24)
    expect(begin.every((time) => time.endsWith(':00'))).toBe(true)
  })

  it('is cut into weeks and months at its own ends', () => {
    const { current } = periodAt(
      { kind: 'custom', from: '2024-05-08', to: '2024-06-03' },
      Date.parse('2025-01-01T00:00:00Z'),
      shanghai,
    )
    expect(bucketsOf(current, 'week', shanghai).map((ms) => local(ms).slice(5, 10))).toEqual([
      '05-08',
      '05-13',
      '05-20',
      '05-27',
      '06-03',
    ])
    expect(bucketsOf(current, 'month', shanghai).map((ms) => local(ms).slice(5, 10))).toEqual(['05-08', '06-01'])
    expect(bucketsOf({ from: 5, until: 5 }, 'day', shanghai)).toEqual([])
  })
})
