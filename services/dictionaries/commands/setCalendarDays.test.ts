import { describe, it } from 'vitest'

import { given, now } from '../../../test/support/givenDictionary.ts'
import { setCalendarDays } from './setCalendarDays.ts'
import { setCalendarHours } from './setCalendarHours.ts'

const source = '国务院办公厅关于 2027 年部分节假日安排的通知'
const newYear = { date: '2027-01-01', kind: 'holiday', name: '元旦' } as const

describe('set calendar days', () => {
  const year = { days: [newYear], covers: { from: '2027-01-01', to: '2027-12-31' }, source }

  it('records days, period and source', () =>
    given('calendar')
      .when(setCalendarDays, year)
      .gives({ type: 'CalendarDaysSet', data: { ...year, inForceFrom: now } }))

  it('does nothing when the newest entry says the same', () =>
    given('calendar', { type: 'CalendarDaysSet', data: { ...year, inForceFrom: now } })
      .when(setCalendarDays, year)
      .doesNothing())

  it('is refused for a day that stands twice or lies outside the period', () => {
    given('calendar')
      .when(setCalendarDays, { days: [newYear, newYear], source })
      .refuses('repeated-day')
    given('calendar')
      .when(setCalendarDays, { ...year, covers: { from: '2027-02-01', to: '2027-12-31' } })
      .refuses('outside-period')
    given('calendar')
      .when(setCalendarDays, { ...year, covers: { from: '2027-12-31', to: '2027-01-01' } })
      .refuses('bad-field')
  })
})

describe('set calendar hours', () => {
  const summer = {
    weekdays: [1, 2, 3, 4, 5],
    spans: [
      { from: '08:30', to: '12:00' },
      { from: '15:00', to: '18:30' },
    ],
  }

  it('records weekdays and spans', () =>
    given('calendar')
      .when(setCalendarHours, { ...summer, weekdays: [5, 4, 3, 2, 1] })
      .gives({ type: 'CalendarHoursSet', data: { ...summer, inForceFrom: now } }))

  it('does nothing when they are those in force', () =>
    given('calendar')
      .when(setCalendarHours, { weekdays: [1, 2, 3, 4, 5], spans: [{ from: '09:00', to: '18:00' }] })
      .doesNothing())

  it('is refused for spans that overlap or end before they begin', () => {
    const overlapping = [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '18:00' },
    ]
    given('calendar')
      .when(setCalendarHours, { ...summer, spans: overlapping })
      .refuses('bad-span')
    given('calendar')
      .when(setCalendarHours, { ...summer, spans: [{ from: '18:00', to: '09:00' }] })
      .refuses('bad-span')
  })
})
