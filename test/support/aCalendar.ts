import type { Written } from './life.ts'

/** Nine to five with an hour for lunch, Monday to Friday; `holidays` are days off, all in force from `at`. */
export function officeHours(at: string, holidays: readonly string[]): Written {
  const hours = {
    weekdays: [1, 2, 3, 4, 5],
    spans: [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ],
    inForceFrom: at,
  }
  const days = { days: holidays.map((date) => ({ date, kind: 'holiday' })), inForceFrom: at, source: 'a notice' }
  return {
    stream: 'dictionary-calendar',
    facts: [
      { type: 'CalendarHoursSet', data: hours },
      { type: 'CalendarDaysSet', data: days },
    ],
    about: { at },
  }
}
