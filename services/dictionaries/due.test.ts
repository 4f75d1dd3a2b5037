import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { dayOf, workingCalendar, type WorkingCalendar } from '../kernel/workingCalendar.ts'
import { zoneOf } from '../kernel/zone.ts'
import type { DaysEntry, HoursEntry } from './dictionary.ts'
import { dueAt } from './due.ts'

const shanghai = zoneOf('Asia/Shanghai')
const noted = { revision: 0, recordedAt: '2020-01-01T00:00:00.000Z' }
const always = '1970-01-01T00:00:00.000Z'

const hours = (more: Partial<HoursEntry> = {}): HoursEntry => ({
  weekdays: [1, 2, 3, 4, 5],
  spans: [{ from: '09:00', to: '18:00' }],
  inForceFrom: always,
  ...noted,
  ...more,
})
const days = (list: DaysEntry['days']): DaysEntry => ({ days: list, inForceFrom: always, source: 'test', ...noted })

/** Labour Day 2026: 1–5 May off, Saturday 9 May worked. */
const labourDay = days([
  ...['01', '02', '03', '04', '05'].map((day) => ({ date: `2026-05-${day}`, kind: 'holiday' as const })),
  { date: '2026-05-09', kind: 'workday' as const },
])
const calendar = workingCalendar(shanghai, [labourDay], [hours()])
const at = (local: string) => new Date(`${local}+08:00`).toISOString()

describe('working days', () => {
  it('do not count the day of the start, whatever the hour', () => {
    expect(dueAt(at('2026-05-11T00:01'), 1, 'working-days', calendar)).toBe(at('2026-05-12T18:00'))
    expect(dueAt(at('2026-05-11T23:59'), 1, 'working-days', calendar)).toBe(at('2026-05-12T18:00'))
  })

  it('leave out weekends and holidays and count a make-up day', () => {
    expect(dueAt(at('2026-04-30T10:00'), 1, 'working-days', calendar)).toBe(at('2026-05-06T18:00'))
    expect(dueAt(at('2026-05-07T10:00'), 2, 'working-days', calendar)).toBe(at('2026-05-09T18:00'))
    expect(dueAt(at('2026-05-08T10:00'), 2, 'working-days', calendar)).toBe(at('2026-05-11T18:00'))
  })

  it('end with the last span of the day', () => {
    const split = hours({
      spans: [
        { from: '08:30', to: '12:00' },
        { from: '14:00', to: '17:30' },
      ],
    })
    const withBreak = workingCalendar(shanghai, [], [split])
    expect(dueAt(at('2026-05-11T10:00'), 1, 'working-days', withBreak)).toBe(at('2026-05-12T17:30'))
  })
})

describe('working hours', () => {
  it('pause at night, at noon and at weekends', () => {
    expect(dueAt(at('2026-05-15T16:30'), 4, 'working-hours', calendar)).toBe(at('2026-05-18T11:30'))
    expect(dueAt(at('2026-05-15T20:00'), 1, 'working-hours', calendar)).toBe(at('2026-05-18T10:00'))
  })

  it('are due as the day ends, not the next morning', () =>
    expect(dueAt(at('2026-05-12T09:00'), 9, 'working-hours', calendar)).toBe(at('2026-05-12T18:00')))

  it('follow the hours of each day, so that summer begins on its date', () => {
    const summer = hours({ spans: [{ from: '08:00', to: '18:00' }], inForceFrom: at('2026-06-01T00:00') })
    const both = workingCalendar(shanghai, [], [hours(), summer])
    expect(dueAt(at('2026-05-29T17:00'), 2, 'working-hours', both)).toBe(at('2026-06-01T09:00'))
  })
})

describe('elapsed time', () => {
  it('runs day and night', () => {
    expect(dueAt(at('2026-05-01T23:00'), 2, 'hours', calendar)).toBe(at('2026-05-02T01:00'))
    expect(dueAt(at('2026-05-01T23:00'), 2, 'days', calendar)).toBe(at('2026-05-03T23:00'))
    expect(dueAt(at('2026-05-01T23:50'), 30, 'minutes', calendar)).toBe(at('2026-05-02T00:20'))
  })
})

it('says so where nobody ever works', () => {
  const never = workingCalendar(shanghai, [], [])
  expect(() => dueAt(at('2026-05-01T10:00'), 1, 'working-days', never)).toThrow('no 1 working days')
  expect(() => dueAt(at('2026-05-01T10:00'), 1, 'working-hours', never)).toThrow('no 1 working hours')
})

/** The plain reading of the rule: walk on minute by minute and look at the wall clock. */
function naive(start: string, amount: number, unit: 'working-days' | 'working-hours', of: WorkingCalendar): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: of.zone.name, dateStyle: 'short', timeStyle: 'short' })
  const wall = (time: number) => {
    const [date = '', clock = ''] = format.format(time).split(' ')
    return { date, minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5)) }
  }
  const works = (time: number) => {
    const { date, minute } = wall(time)
    return of.spansOn(dayOf(date)).some(({ from, to }) => from <= minute && minute < to)
  }
  let time = Date.parse(start)
  const first = wall(time).date
  let left = unit === 'working-hours' ? amount * 60 : amount
  for (;;) {
    const worked = works(time)
    time += 60_000
    if (!worked) continue
    if (unit === 'working-hours') left -= 1
    else if (wall(time - 60_000).date !== first && isLastMinute(time - 60_000)) left -= 1
    if (left === 0) return new Date(time).toISOString()
  }
  function isLastMinute(now: number): boolean {
    const { date, minute } = wall(now)
    return of.spansOn(dayOf(date)).at(-1)?.to === minute + 1
  }
}

describe('against a walk minute by minute', () => {
  const aMinute = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((n) => Date.parse('2026-03-10T00:00:00Z') + n * 60_000)
  const aDay = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2026, 2, 8 + n)).toISOString().slice(0, 10))
  const exceptions = fc.uniqueArray(
    fc.record({ date: aDay, kind: fc.constantFrom('holiday' as const, 'workday' as const, 'regular' as const) }),
    { maxLength: 12, selector: ({ date }) => date },
  )
  const spans = fc.constantFrom<HoursEntry['spans']>(
    [{ from: '09:00', to: '18:00' }],
    [
      { from: '08:30', to: '12:00' },
      { from: '13:30', to: '17:30' },
    ],
    [
      { from: '05:00', to: '07:00' },
      { from: '20:00', to: '23:59' },
    ],
  )
  const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 })

  for (const name of ['Asia/Shanghai', 'America/New_York']) {
    it(`finds the same minute in ${name}`, () =>
      fc.assert(
        fc.property(
          aMinute,
          fc.integer({ min: 1, max: 5 }),
          fc.constantFrom('working-days' as const, 'working-hours' as const),
          fc.record({ exceptions, spans, weekdays }),
          (start, amount, unit, plan) => {
            const of = workingCalendar(
              zoneOf(name),
              [days(plan.exceptions)],
              [hours({ spans: plan.spans, weekdays: plan.weekdays })],
            )
            const from = new Date(start).toISOString()
            expect(dueAt(from, amount, unit, of)).toBe(naive(from, amount, unit, of))
          },
        ),
        { numRuns: 60 },
      ))
  }
})
