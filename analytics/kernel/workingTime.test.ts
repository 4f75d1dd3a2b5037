import { describe, expect, it } from 'vitest'

import { officeHours } from '../../test/support/aCalendar.ts'
import { WorkingTime, type CalendarEntry } from './workingTime.ts'

const from = '2024-01-01T00:00:00.000Z'
const shanghai = (text: string) => new Date(`${text}:00+08:00`).toISOString()
const hours = 3600

function worked(holidays: readonly string[] = []): WorkingTime {
  const time = new WorkingTime('Asia/Shanghai')
  for (const { type, data } of officeHours(from, holidays).facts) {
    const entry = type === 'CalendarHoursSet' ? { hours: data } : { days: data }
    time.learn({ dictionary: 'calendar', ...entry } as CalendarEntry)
  }
  return time
}

describe('working time', () => {
  const between = (a: string, b: string, holidays: readonly string[] = []) =>
    worked(holidays).secondsBetween(shanghai(a), shanghai(b))

  it.each([
    ['within a morning', '2024-05-06T09:30', '2024-05-06T11:00', 1.5],
    ['over lunch', '2024-05-06T11:00', '2024-05-06T14:00', 2],
    ['from before the office opens until after it closes', '2024-05-06T03:00', '2024-05-06T23:00', 7],
    ['over night', '2024-05-06T16:00', '2024-05-07T10:00', 2],
    ['over a weekend', '2024-05-03T16:00', '2024-05-06T10:00', 2],
    ['at night only', '2024-05-06T20:00', '2024-05-06T23:00', 0],
    ['backwards', '2024-05-07T10:00', '2024-05-06T10:00', 0],
  ])('%s', (_, a, b, expected) => {
    expect(between(a, b)).toBe(expected * hours)
  })

  it('stands still on a holiday', () => {
    expect(between('2024-05-06T16:00', '2024-05-08T10:00', ['2024-05-07'])).toBe(2 * hours)
  })

  it('takes a holiday only once its notice is in force', () => {
    const time = worked()
    const days = [{ date: '2024-05-07', kind: 'holiday' as const }]
    time.learn({ dictionary: 'calendar', days: { days, inForceFrom: shanghai('2024-06-01T00:00'), source: 's' } })
    expect(time.secondsBetween(shanghai('2024-05-07T09:00'), shanghai('2024-05-07T12:00'))).toBe(3 * hours)
    expect(time.secondsBetween(shanghai('2024-05-07T09:00'), shanghai('2024-06-03T09:00'))).toBe(18 * 7 * hours)
  })

  it.each([
    ['2026-03-08', 7],
    ['2026-11-01', 9],
  ])('passes with the sun on the night of %s, when New York’s clocks are changed', (date, worked) => {
    const time = new WorkingTime('America/New_York')
    const plan = { weekdays: [7], spans: [{ from: '00:00', to: '08:00' }], inForceFrom: from }
    time.learn({ dictionary: 'calendar', hours: plan })
    expect(time.secondsBetween(`${date}T00:00:00.000Z`, `${date}T23:00:00.000Z`)).toBe(worked * hours)
  })

  it('is unknown where no hours are', () => {
    expect(new WorkingTime('Asia/Shanghai').secondsBetween(from, from)).toBeNull()
  })
})
