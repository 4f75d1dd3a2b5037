import { instantFromLocal } from '../../format/time.ts'

/** The hotline's clock, wherever the screen stands. */
const zone = 'Asia/Shanghai'
const dayMs = 86_400_000

const iso = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })

/** `2026-11-24` of an instant. */
export const localDate = (instant: number): string => iso.format(instant)

/** A day some days on. */
export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** 09:00 of today, or of yesterday before nine: what a leader sees first and asks about later. */
export function lastMorning(now: number): string {
  const nine = (day: string) => instantFromLocal(`${day}T09:00`) ?? ''
  const today = nine(localDate(now))
  return Date.parse(today) <= now ? today : nine(dayAfter(localDate(now), -1))
}

const formats = new Map<string, Intl.DateTimeFormat>()
function formatted(locale: string, options: Intl.DateTimeFormatOptions, instant: number): string {
  const key = locale + JSON.stringify(options)
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone: zone, hourCycle: 'h23' })
  formats.set(key, format)
  return format.format(instant)
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
  formatted(locale, shown[kind] ?? { month: 'short', day: 'numeric' }, instant)

/** `11月1日 – 11月24日`: the last day is one that belongs to it. */
export function spanLabel(from: string, until: string, locale: string): string {
  const [first, last] = [Date.parse(from), Date.parse(until) - 1]
  const day = { month: 'short', day: 'numeric' } as const
  const withYear = { year: 'numeric', ...day } as const
  if (localDate(first) === localDate(last)) return formatted(locale, withYear, first)
  const sameYear = localDate(first).slice(0, 4) === localDate(last).slice(0, 4)
  return `${formatted(locale, withYear, first)} – ${formatted(locale, sameYear ? day : withYear, last)}`
}

/** What an `<input type="datetime-local">` shows for an instant. */
export function localMinute(instant: number): string {
  const time = formatted('en', { hour: '2-digit', minute: '2-digit' }, instant)
  return `${localDate(instant)}T${time}`
}
