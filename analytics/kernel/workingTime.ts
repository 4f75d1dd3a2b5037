import type { DictionaryEvent } from '../../services/dictionaries/events.ts'
import { workingCalendar, type WorkingCalendar } from '../../services/kernel/workingCalendar.ts'
import { dayMs, zoneOf, type Zone } from '../../services/kernel/zone.ts'

type DataOf<Type extends DictionaryEvent['type']> = Extract<DictionaryEvent, { type: Type }>['data']

/** What the calendar's dictionary said, in the order in which it was recorded. */
export type CalendarEntry =
  | { readonly dictionary: 'calendar'; readonly days: DataOf<'CalendarDaysSet'> }
  | { readonly dictionary: 'calendar'; readonly hours: DataOf<'CalendarHoursSet'> }

const minuteMs = 60_000
const byBeginning = (a: { inForceFrom: string }, b: { inForceFrom: string }) =>
  a.inForceFrom < b.inForceFrom ? -1 : Number(a.inForceFrom > b.inForceFrom)

/** How long people work, as far as the log has told by now. */
export class WorkingTime {
  readonly #zone: Zone
  readonly #days: DataOf<'CalendarDaysSet'>[] = []
  readonly #hours: DataOf<'CalendarHoursSet'>[] = []
  #last: { readonly inForce: number; readonly calendar: WorkingCalendar } | undefined

  constructor(timeZone: string) {
    this.#zone = zoneOf(timeZone)
  }

  learn(entry: CalendarEntry): void {
    if ('days' in entry) this.#days.push(entry.days)
    else this.#hours.push(entry.hours)
    this.#last = undefined
  }

  /**
   * Working time between two instants, by the calendar in force at the later one. Null where no working hours are known.
   *
   * @param from ISO instant
   * @param until ISO instant; before `from` there is none
   */
  secondsBetween(from: string, until: string): number | null {
    if (this.#hours.length === 0) return null
    const calendar = this.#calendarAt(until)
    const [begin, end] = [Date.parse(from), Date.parse(until)]
    const dayOf = (utc: number) => Math.floor(this.#zone.toLocal(utc) / dayMs)
    const instant = (day: number, minute: number) => this.#zone.toUtc(day * dayMs + minute * minuteMs)
    let worked = 0
    for (let day = dayOf(begin); day <= dayOf(end); day += 1) {
      for (const span of calendar.spansOn(day)) {
        const [opens, closes] = [Math.max(begin, instant(day, span.from)), Math.min(end, instant(day, span.to))]
        worked += Math.max(0, closes - opens)
      }
    }
    return Math.floor(worked / 1000)
  }

  #calendarAt(at: string): WorkingCalendar {
    const days = this.#days.filter(({ inForceFrom }) => inForceFrom <= at)
    if (this.#last?.inForce === days.length) return this.#last.calendar
    const calendar = workingCalendar(this.#zone, days.sort(byBeginning), this.#hours)
    this.#last = { inForce: days.length, calendar }
    return calendar
  }
}
