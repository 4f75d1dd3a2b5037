import { dayMs, type Zone } from '../../services/kernel/zone.ts'

/** `from` belongs to it, `until` does not. Milliseconds, UTC. */
export type Span = { readonly from: number; readonly until: number }

/** 近30天 日 周 月 季 年 考核期(上月19日至本月18日) 自定 */
export const periodKinds = ['last30', 'day', 'week', 'month', 'quarter', 'year', 'assessment', 'custom'] as const
export type PeriodKind = (typeof periodKinds)[number]
type Calendar = Exclude<PeriodKind, 'custom'>

export type Period = {
  readonly kind: PeriodKind
  /** The whole calendar period. */
  readonly whole: Span
  /** What of it has passed at the instant of asking. */
  readonly current: Span
  /** 环比: the period before; of an unfinished period only the same elapsed part. */
  readonly previous: Span
  /** 同比: a year earlier, likewise. */
  readonly lastYear: Span
  readonly unfinished: boolean
}

// Days are reckoned on the wall clock: milliseconds as if the zone's clock were UTC.
const partsOf = (local: number) => {
  const date = new Date(local)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), weekday: date.getUTCDay() }
}
const floorDay = (local: number) => Math.floor(local / dayMs) * dayMs

const starts: Readonly<Record<Calendar, (local: number) => number>> = {
  // Rolls with its last day, so that it is as full on the first of a month as on the last.
  last30: (local) => floorDay(local) - 29 * dayMs,
  day: floorDay,
  week: (local) => floorDay(local) - ((partsOf(local).weekday + 6) % 7) * dayMs,
  month: (local) => Date.UTC(partsOf(local).year, partsOf(local).month, 1),
  quarter: (local) => Date.UTC(partsOf(local).year, Math.floor(partsOf(local).month / 3) * 3, 1),
  year: (local) => Date.UTC(partsOf(local).year, 0, 1),
  assessment: (local) => {
    const { year, month, day } = partsOf(local)
    return Date.UTC(year, day >= 19 ? month : month - 1, 19)
  },
}

type Length = { readonly months?: number; readonly days?: number }
const lengths: Readonly<Record<Calendar, Length>> = {
  last30: { days: 30 },
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
  assessment: { months: 1 },
}

/** The same day some months on; the 31st becomes a shorter month's last day. */
function addMonths(local: number, count: number): number {
  const { year, month, day } = partsOf(local)
  const last = new Date(Date.UTC(year, month + count + 1, 0)).getUTCDate()
  return Date.UTC(year, month + count, Math.min(day, last)) + (local - floorDay(local))
}

function nextStart(kind: Calendar, start: number): number {
  const { months = 0, days = 0 } = lengths[kind]
  return addMonths(start, months) + days * dayMs
}

/** Weeks a year apart begin on the same weekday. */
const yearBefore = (kind: PeriodKind, local: number) => (kind === 'week' ? local - 364 * dayMs : addMonths(local, -12))

function wholes(kind: Calendar, local: number): { whole: Span; previous: Span; lastYear: Span } {
  const from = starts[kind](local)
  const before = starts[kind](from - 1)
  const year = yearBefore(kind, from)
  return {
    whole: { from, until: nextStart(kind, from) },
    previous: { from: before, until: from },
    lastYear: { from: year, until: nextStart(kind, year) },
  }
}

function customWholes(from: number, until: number): { whole: Span; previous: Span; lastYear: Span } {
  const lastYear = { from: yearBefore('custom', from), until: yearBefore('custom', until) }
  return { whole: { from, until }, previous: { from: from - (until - from), until: from }, lastYear }
}

/** `YYYY-MM-DD` of a wall clock. */
export const localDay = (date: string) => Date.parse(`${date}T00:00:00.000Z`)

export type AskedPeriod =
  | { readonly kind: Calendar; readonly date: string }
  /** Both days belong to it. */
  | { readonly kind: 'custom'; readonly from: string; readonly to: string }

/** The period and what it is compared with, as seen at `instant`. */
export function periodAt(asked: AskedPeriod, instant: number, zone: Zone): Period {
  const local =
    asked.kind === 'custom'
      ? customWholes(localDay(asked.from), localDay(asked.to) + dayMs)
      : wholes(asked.kind, localDay(asked.date))
  const utc = ({ from, until }: Span): Span => ({ from: zone.toUtc(from), until: zone.toUtc(until) })
  const whole = utc(local.whole)
  const unfinished = whole.until > instant
  const elapsed = zone.toLocal(Math.max(instant, whole.from)) - local.whole.from
  const part = (span: Span): Span =>
    unfinished ? { from: span.from, until: Math.min(span.until, span.from + elapsed) } : span
  return {
    kind: asked.kind,
    whole,
    current: unfinished ? { from: whole.from, until: Math.max(instant, whole.from) } : whole,
    previous: utc(part(local.previous)),
    lastYear: utc(part(local.lastYear)),
    unfinished,
  }
}

const hourMs = dayMs / 24
export const bucketKinds = ['hour', 'day', 'week', 'month'] as const
export type BucketKind = (typeof bucketKinds)[number]

/** Where the hours, days, weeks or months of a span begin; the first is the span's own beginning. */
export function bucketsOf({ from, until }: Span, kind: BucketKind, zone: Zone): number[] {
  const bounds: number[] = []
  for (let at = from; at < until; at = bucketAfter(at, kind, zone)) bounds.push(at)
  return bounds
}

/** Hours pass evenly, days go by the wall clock: a day may have 23 or 25 of them. Both begin when that clock says so. */
function bucketAfter(at: number, kind: BucketKind, zone: Zone): number {
  if (kind === 'hour') return at + hourMs - (zone.toLocal(at) % hourMs)
  return zone.toUtc(nextStart(kind, starts[kind](zone.toLocal(at))))
}
