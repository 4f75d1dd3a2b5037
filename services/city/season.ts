import { dateOf, holidayOf, isWorkday, weekdayOf } from './hours.ts'

/** Share of a day's contacts by local hour: two tops, a quiet night that is never silent. */
const hours = [
  0.9, 0.6, 0.45, 0.4, 0.45, 0.7, 1.4, 2.8, 6.2, 9.4, 9.0, 7.4, 4.6, 4.9, 7.2, 7.6, 7.0, 5.9, 4.8, 4.4, 4.3, 3.9, 2.9,
  1.7,
]
const hoursTotal = hours.reduce((sum, each) => sum + each, 0)

export const hourShare = (hour: number): number => (hours[hour] ?? 0) / hoursTotal
export const dayHours = hours.map((_, hour) => hour)

const weekdays = [1.2, 1.12, 1.06, 1.03, 1.0, 0.74, 0.68]

/** How much a day brings beside the mean day. */
export function dayFactor(day: number): number {
  const holiday = holidayOf(day)
  if (holiday !== undefined) return holiday === '春节' ? 0.42 : 0.6
  const week = weekdays[weekdayOf(day) - 1] ?? 1
  // A make-up working day is busier than the weekend that it was.
  const base = isWorkday(day) ? Math.max(week, 0.98) : week
  return base * (1 + seasonal(day) * 0.35)
}

const monthDay = (day: number) => dateOf(day).slice(5)
export const inHeating = (day: number): boolean => monthDay(day) >= '11-15' || monthDay(day) <= '03-15'
export const inFloods = (day: number): boolean => monthDay(day) >= '06-10' && monthDay(day) <= '08-20'

function seasonal(day: number): number {
  const date = monthDay(day)
  if (date >= '11-10' && date <= '12-10') return 0.7
  if (inHeating(day)) return 0.35
  if (date >= '07-25' && date <= '08-31') return 0.45
  return inFloods(day) ? 0.3 : 0
}

type Season = { readonly codes: RegExp; readonly factor: (day: number) => number }

const seasons: readonly Season[] = [
  { codes: /^09040[12]/, factor: (day) => (inHeating(day) ? 1.7 : 0.01) },
  {
    codes: /^09040[34]/,
    factor: (day) => (inHeating(day) || (monthDay(day) >= '10-15' && monthDay(day) < '11-15') ? 1.5 : 0.1),
  },
  { codes: /^1202|^010104|^010105/, factor: (day) => (inFloods(day) ? 4.5 : 0.6) },
  { codes: /^0701/, factor: (day) => (monthDay(day) >= '07-20' && monthDay(day) <= '09-05' ? 6 : 0.6) },
  { codes: /^09010[12]|^0902/, factor: (day) => (monthDay(day) >= '07-01' && monthDay(day) <= '08-31' ? 2.2 : 0.9) },
  { codes: /^0401/, factor: (day) => (monthDay(day) >= '05-01' && monthDay(day) <= '10-15' ? 1.4 : 0.8) },
  { codes: /^040204/, factor: (day) => (/^(06|10)-/.test(monthDay(day)) ? 3 : 0.3) },
  { codes: /^050101/, factor: (day) => (monthDay(day) >= '12-15' || monthDay(day) <= '02-10' ? 2.6 : 0.9) },
  { codes: /^060202/, factor: (day) => (monthDay(day) >= '10-01' && monthDay(day) <= '12-31' ? 2.4 : 0.4) },
  { codes: /^120302/, factor: (day) => (monthDay(day) >= '01-10' && monthDay(day) <= '02-25' ? 8 : 0.2) },
  { codes: /^1301/, factor: (day) => (isWorkday(day) ? 0.8 : 1.8) },
  { codes: /^1401|^1402|^0303/, factor: (day) => (isWorkday(day) ? 1.15 : 0.45) },
]

const byDay = new Map<string, number>()

/** How much more or less a category comes on a day. */
export function seasonFactor(code: string, day: number): number {
  const key = `${code} ${day}`
  const known = byDay.get(key)
  if (known !== undefined) return known
  const factor = seasons
    .filter(({ codes }) => codes.test(code))
    .reduce((product, season) => product * season.factor(day), 1)
  if (byDay.size > 50_000) byDay.clear()
  byDay.set(key, factor)
  return factor
}

/** Night noise is told at night, schools by day. */
export function hourFactor(code: string, hour: number): number {
  const night = hour >= 21 || hour < 6
  if (code.startsWith('0401')) return night ? 4 : 0.8
  if (code.startsWith('09')) return night ? 2 : 1
  if (/^(05|06|07|14|0801|0303)/.test(code)) return night ? 0.35 : 1.1
  return 1
}
