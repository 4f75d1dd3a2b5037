import { formatIn, instantFromLocal, localDate } from '../../format/zone.ts'

const dayMs = 86_400_000

/** A day some days on. */
export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** 09:00 of today, or of yesterday before nine: what a leader sees first and asks about later. */
export function lastMorning(now: number): string {
  const nine = (day: string) => instantFromLocal(`${day}T09:00`) ?? ''
  const today = nine(localDate(now))
  return Date.parse(today) <= now ? today : nine(dayAfter(localDate(now), -1))
}

const shown: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  hour: { hour: '2-digit', minute: '2-digit' },
  day: { month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'short' },
  year: { year: 'numeric' },
}

/** How the beginning of an hour, day, week or month stands on an axis. */
export const bucketLabel = (kind: string, instant: number, locale: string): string =>
  formatIn(locale, shown[kind] ?? { month: 'short', day: 'numeric' }).format(instant)

/** `11月1日 – 11月24日`: the last day is one that belongs to it. */
export function spanLabel(from: string, until: string, locale: string): string {
  const [first, last] = [Date.parse(from), Date.parse(until) - 1]
  const day = { month: 'short', day: 'numeric' } as const
  const withYear = { year: 'numeric', ...day } as const
  if (localDate(first) === localDate(last)) return formatIn(locale, withYear).format(first)
  const sameYear = localDate(first).slice(0, 4) === localDate(last).slice(0, 4)
  const end = formatIn(locale, sameYear ? day : withYear).format(last)
  return `${formatIn(locale, withYear).format(first)} – ${end}`
}

/** A day of the calendar as `bucketLabel` says one. */
export const dayLabel = (date: string, locale: string): string =>
  bucketLabel('day', Date.parse(instantFromLocal(`${date}T12:00`) ?? date), locale)
