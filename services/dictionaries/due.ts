import type { Due } from '../kernel/reference.ts'
import type { WorkingCalendar } from '../kernel/workingCalendar.ts'
import { dayMs } from '../kernel/zone.ts'

/**
 * The name of the way of counting below. Rules carry it, so that a due time can be explained for ever; counting
 * differently needs a new name and keeps this one.
 */
export const counting = 't+n/1'

const minuteMs = 60_000
const hourMs = 3_600_000
const daysToTry = 4_000

class NoWorkingTime extends Error {
  override readonly name = 'NoWorkingTime'
}

const localDay = (utc: number, { zone }: WorkingCalendar) => Math.floor(zone.toLocal(utc) / dayMs)

/** The instant of a minute of a local day. */
const instantOn = (day: number, minute: number, { zone }: WorkingCalendar) =>
  zone.toUtc(day * dayMs + minute * minuteMs)

function afterWorkingDays(start: number, amount: number, calendar: WorkingCalendar): number {
  let day = localDay(start, calendar)
  let left = amount
  for (let tried = 0; tried < daysToTry; tried += 1) {
    day += 1
    const end = calendar.spansOn(day).at(-1)
    if (end) left -= 1
    if (end && left === 0) return instantOn(day, end.to, calendar)
  }
  throw new NoWorkingTime(`no ${amount} working days within ${daysToTry} days of ${new Date(start).toISOString()}`)
}

function afterWorkingHours(start: number, amount: number, calendar: WorkingCalendar): number {
  const first = localDay(start, calendar)
  let left = amount * hourMs
  for (let day = first; day < first + daysToTry; day += 1) {
    for (const span of calendar.spansOn(day)) {
      const begin = Math.max(start, instantOn(day, span.from, calendar))
      const worked = Math.max(0, instantOn(day, span.to, calendar) - begin)
      if (left <= worked) return begin + left
      left -= worked
    }
  }
  throw new NoWorkingTime(`no ${amount} working hours within ${daysToTry} days of ${new Date(start).toISOString()}`)
}

/**
 * When a clock that starts at `startedAt` runs out. Counting `t+n/1`:
 *
 * - `working-days`: T+N. The day of the start does not count, whatever the hour; the clock runs out at the end of the
 *   working hours of the Nth working day after it. A make-up day (调休) is a working day, a holiday is not.
 * - `working-hours`: only working time counts, exactly. Time used up as the working day ends is due then, not the next
 *   morning.
 * - `minutes`, `hours`, `days`: elapsed time, day and night; a day is 24 hours.
 *
 * Days and hours are those of the installation's zone.
 */
export function dueAt(startedAt: string, amount: number, unit: Due['unit'], calendar: WorkingCalendar): string {
  const start = Date.parse(startedAt)
  return new Date(dueTime(start, amount, unit, calendar)).toISOString()
}

function dueTime(start: number, amount: number, unit: Due['unit'], calendar: WorkingCalendar): number {
  switch (unit) {
    case 'working-days':
      return afterWorkingDays(start, amount, calendar)
    case 'working-hours':
      return afterWorkingHours(start, amount, calendar)
    case 'days':
      return start + amount * dayMs
    case 'hours':
      return start + amount * hourMs
    case 'minutes':
      return start + amount * minuteMs
  }
}
