import type { Compared } from '../../api/metrics.ts'

const minus = '−'

const numbers = new Map<string, Intl.NumberFormat>()
function written(locale: string, value: number, options: Intl.NumberFormatOptions): string {
  const key = locale + JSON.stringify(options)
  const format = numbers.get(key) ?? new Intl.NumberFormat(locale, options)
  numbers.set(key, format)
  return format.format(value).replace('-', minus)
}

const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const

export const countText = (value: number, locale: string): string =>
  written(locale, value, { maximumFractionDigits: Number.isInteger(value) ? 0 : 1 })

/** `91.2%`; a true 100 % and 0 % have no digits behind the point, and nothing else is rounded to them. */
export function percentText(value: number, locale: string): string {
  if (value === 0 || value === 1) return written(locale, value, { style: 'percent' })
  const kept = Math.min(0.999, Math.max(0.001, value))
  return written(locale, value > 0 && value < 1 ? kept : value, { style: 'percent', ...one })
}

export type Direction = 'up' | 'down' | 'same'
export type Change = {
  readonly direction: Direction
  readonly text: string
  /** Whether that is good: a rising rate is, a falling one is not; a count is neither. */
  readonly tone: 'good' | 'bad' | 'plain'
}

const directionOf = (change: number): Direction => (Math.abs(change) < 0.0005 ? 'same' : change > 0 ? 'up' : 'down')

export type Changing = {
  readonly main: string
  readonly kind: 'count' | 'rate'
  /** Where the rate should go; usually up. */
  readonly good?: 'up' | 'down' | undefined
}

/** The change to a compared window; undefined: its base is zero, or there was nothing to compare. */
export function changeOf(
  compared: Compared | undefined,
  { main, kind, good = 'up' }: Changing,
  locale: string,
): Change | undefined {
  const change = compared?.change[main] ?? null
  if (change === null) return undefined
  const direction = directionOf(change)
  const size = Math.abs(change)
  const tone = direction === 'same' ? 'plain' : direction === good ? 'good' : 'bad'
  if (kind === 'rate') return { direction, text: written(locale, size * 100, one), tone }
  return { direction, text: written(locale, size, { style: 'percent', ...one }), tone: 'plain' }
}
