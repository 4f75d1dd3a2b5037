/** Clocks of a hotline are its city's, wherever the screen stands. The session names the zone before any page opens. */
let zone = 'Asia/Shanghai'

const formats = new Map<string, Intl.DateTimeFormat>()

/** From here on every time is shown, and every typed one taken, by the clock of this zone (an IANA name). */
export function showTimesIn(name: string): void {
  if (name === zone) return
  formats.clear()
  zone = name
}

export function formatIn(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const language = locale === 'en' ? 'en-GB' : locale
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone, hourCycle: 'h23' })
  formats.set(key, made)
  return made
}

const dayMs = 86_400_000
const second: Intl.DateTimeFormatOptions = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
}

/** The clock on the wall, as if it were UTC. */
function wallAt(instant: number): number {
  const parts = formatIn('en', second).formatToParts(instant)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

const offsetAt = (instant: number) => wallAt(instant) - Math.floor(instant / 1000) * 1000

/**
 * What `<input type="datetime-local">` shows has no zone: it is the city's clock, and becomes an instant here. As on the
 * server, a time that the clock shows twice is its first; one that it skips is moved on by the skip.
 */
export function instantFromLocal(local: string): string | undefined {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return undefined
  const before = wall - offsetAt(wall - dayMs)
  const after = wall - offsetAt(wall + dayMs)
  const isShown = (instant: number) => instant + offsetAt(instant) === wall
  return new Date(!isShown(before) && isShown(after) ? after : before).toISOString()
}

const wallText = (instant: number) => new Date(instant + offsetAt(instant)).toISOString()

/** `2026-11-24`, as `<input type="date">` writes the day of an instant. */
export const localDate = (instant: number): string => wallText(instant).slice(0, 10)

/** `2026-11-24T09:30`, as `<input type="datetime-local">` writes an instant. */
export const localMinute = (instant: number): string => wallText(instant).slice(0, 16)

/** The day on the city's calendar. */
export const todayInCity = (now = Date.now()): string => localDate(now)
