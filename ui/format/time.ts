import { formatIn } from './zone.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }

const yearIn = (locale: string, at: number) => formatIn(locale, { year: 'numeric' }).format(at)

/** `11月24日 09:30`; with the year where it is another one. */
export function shortTime(at: string | number, locale: string, now = Date.now()): string {
  const instant = new Date(at).getTime()
  if (Number.isNaN(instant)) return String(at)
  const sameYear = yearIn(locale, instant) === yearIn(locale, now)
  const date: Intl.DateTimeFormatOptions = sameYear
    ? { month: 'short', day: 'numeric' }
    : { year: 'numeric', month: 'short', day: 'numeric' }
  return formatIn(locale, { ...date, ...clock }).format(instant)
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
  return formatIn(locale, all).format(instant)
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
