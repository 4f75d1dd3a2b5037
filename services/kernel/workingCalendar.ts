import { dayMs, type Zone } from './zone.ts'

/** Working time of one day in minutes after local midnight. */
export type Span = { readonly from: number; readonly to: number }

/** A day of which a notice says otherwise than the week's plan; `regular` takes an earlier word back. */
export type SpecialDay = {
  readonly date: string
  readonly kind: 'holiday' | 'workday' | 'regular'
  readonly name?: string | undefined
}

/** Days are `YYYY-MM-DD` on the zone's wall calendar. */
export type Notice = {
  readonly days: readonly SpecialDay[]
  /** For which days it is complete. */
  readonly covers?: { readonly from: string; readonly to: string } | undefined
}

/** Who works when in a week, from a local date on. */
export type WeekPlan = {
  readonly inForceFrom: string
  /** ISO: 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[]
  /** Local times `HH:MM`. */
  readonly spans: readonly { readonly from: string; readonly to: string }[]
}

/** Days are numbers: days since 1970-01-01 on the zone's wall calendar. */
export type WorkingCalendar = {
  readonly zone: Zone
  /** Working time of a day, in order; empty when nobody works. */
  spansOn(day: number): readonly Span[]
  /** Days that a notice has made other than the week's plan, by date; of two entries about a day the later one. */
  readonly special: readonly SpecialDay[]
  /** The week's plans, oldest first. */
  readonly plans: readonly WeekPlan[]
  /** False where only the week's plan is known, because no notice about that year has been entered. */
  covers(day: number): boolean
}

export const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / dayMs

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** ISO weekday: 1970-01-01 was a Thursday. */
const weekdayOf = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1

type Plan = { readonly fromDay: number; readonly weekdays: ReadonlySet<number>; readonly spans: readonly Span[] }

/**
 * Hours hold on local dates from that of their `inForceFrom` on, so that a deadline that runs into the summer is counted
 * with the summer's hours. Exceptions hold as soon as they are in force; a later one about the same day wins.
 */
export function workingCalendar(zone: Zone, days: readonly Notice[], hours: readonly WeekPlan[]): WorkingCalendar {
  const kinds = new Map<number, SpecialDay['kind']>()
  const named = new Map<string, SpecialDay>()
  for (const entry of days) {
    for (const day of entry.days) {
      kinds.set(dayOf(day.date), day.kind)
      named.set(day.date, day)
    }
  }
  const covered = days.flatMap(({ covers }) => (covers ? [[dayOf(covers.from), dayOf(covers.to)] as const] : []))
  const plans = hours
    .map(({ inForceFrom, weekdays, spans }): Plan => ({
      fromDay: dayOf(zone.dateOf(inForceFrom)),
      weekdays: new Set(weekdays),
      spans: spans.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) })),
    }))
    .sort((a, b) => a.fromDay - b.fromDay)
  const spansOn = (day: number): readonly Span[] => {
    const kind = kinds.get(day)
    const plan = kind === 'holiday' ? undefined : plans.findLast(({ fromDay }) => fromDay <= day)
    if (!plan) return []
    return kind === 'workday' || plan.weekdays.has(weekdayOf(day)) ? plan.spans : []
  }
  const special = [...named.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  return {
    zone,
    spansOn,
    special,
    plans: hours,
    covers: (day) => covered.some(([from, to]) => from <= day && day <= to),
  }
}
