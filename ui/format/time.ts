/** Clocks of a hotline are the city's, wherever the screen stands. */
const zone = 'Asia/Shanghai'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...options,
    timeZone: zone,
    hourCycle: 'h23',
  })
  formats.set(key, made)
  return made
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }

const yearIn = (locale: string, at: number) => format(locale, 'year', { year: 'numeric' }).format(at)

/** `11月24日 09:30`; with the year where it is another one. */
export function shortTime(at: string | number, locale: string, now = Date.now()): string {
  const instant = new Date(at).getTime()
  if (Number.isNaN(instant)) return String(at)
  const sameYear = yearIn(locale, instant) === yearIn(locale, now)
  const date: Intl.DateTimeFormatOptions = sameYear
    ? { month: 'short', day: 'numeric' }
    : { year: 'numeric', month: 'short', day: 'numeric' }
  return format(locale, sameYear ? 'short' : 'short with year', { ...date, ...clock }).format(instant)
}

/** `2026年11月24日 09:30:12`: for hovering and for proof. */
export function exactTime(at: string | number, locale: string): string {
  const instant = new Date(at).getTime()
  if (Number.isNaN(instant)) return String(at)
  const all: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    ...clock,
    second: '2-digit',
  }
  return format(locale, 'exact', all).format(instant)
}

type Span = { readonly unit: 'minutes' | 'hours' | 'days'; readonly n: number }

/** As people say it: minutes below an hour, hours below two days, then days. Rounded down, never to zero. */
function spanOf(milliseconds: number): Span {
  const length = Math.abs(milliseconds)
  if (length < hour) return { unit: 'minutes', n: Math.max(1, Math.floor(length / minute)) }
  if (length < 2 * day) return { unit: 'hours', n: Math.floor(length / hour) }
  return { unit: 'days', n: Math.floor(length / day) }
}

export type Left = Span & { readonly tone: 'over' | 'soon' | 'fine' }

/** How long is left until `dueAt`, or by how much it is overdue. Below four hours it is soon. */
export function timeLeft(dueAt: string, now: number): Left {
  const left = new Date(dueAt).getTime() - now
  return { ...spanOf(left), tone: left < 0 ? 'over' : left < 4 * hour ? 'soon' : 'fine' }
}

/** Beyond two months the date says more. */
const long = 60 * day

export type Ago = { readonly unit: 'now' | Span['unit']; readonly n: number } | undefined

export function timeAgo(at: string, now: number): Ago {
  const past = now - new Date(at).getTime()
  if (past > long) return undefined
  return past < minute ? { unit: 'now', n: 0 } : spanOf(past)
}

/** What `<input type="datetime-local">` shows has no zone: it is the city's clock, and becomes an instant here. */
export function instantFromLocal(local: string): string | undefined {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return undefined
  return new Date(asUtc - offsetAt(asUtc)).toISOString()
}

function offsetAt(instant: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - instant
}

/** The day on the city's calendar, as `<input type="date">` writes it. */
export const todayInCity = (now = Date.now()): string => new Date(now + offsetAt(now)).toISOString().slice(0, 10)
