import chineseDays from 'chinese-days'

export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000
/** The city's wall clock: no summer time, so that local time is an addition. */
const zoneMs = 8 * hourMs

/** Days since 1970-01-01 on the city's wall calendar. */
export const localDay = (at: number): number => Math.floor((at + zoneMs) / dayMs)
export const startOfDay = (day: number): number => day * dayMs - zoneMs
export const hourOf = (at: number): number => Math.floor(((at + zoneMs) % dayMs) / hourMs)
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
/** ISO weekday, 1 Monday … 7 Sunday. */
export const weekdayOf = (day: number): number => ((day + 3) % 7) + 1
export const iso = (at: number): string => new Date(at).toISOString()

type Day = { readonly works: boolean; readonly holiday: string | undefined }
const days = new Map<number, Day>()

function dayDetail(day: number): Day {
  const known = days.get(day)
  if (known) return known
  // Noon, because a bare date is taken for UTC and read in the machine's zone.
  const { work, name } = chineseDays.getDayDetail(new Date(`${dateOf(day)}T12:00:00`))
  const holiday = work ? undefined : name.split(',')[1]
  const detail = { works: work, holiday }
  days.set(day, detail)
  return detail
}

export const isWorkday = (day: number): boolean => dayDetail(day).works
/** Chinese name of the public holiday; undefined on plain weekends and working days. */
export const holidayOf = (day: number): string | undefined => dayDetail(day).holiday

const opens = 9 * hourMs
const closes = 18 * hourMs

function nextWorkday(day: number): number {
  let next = day + 1
  while (!isWorkday(next)) next += 1
  return next
}

/** True within the working hours of a working day. */
export const isOfficeTime = (at: number): boolean => {
  const day = localDay(at)
  const time = at - startOfDay(day)
  return isWorkday(day) && time >= opens && time < closes
}

/** The instant after so much working time; what is left of a day goes on in the morning. */
export function afterOfficeTime(from: number, amount: number): number {
  let day = localDay(from)
  let left = amount
  let at = from
  for (;;) {
    if (isWorkday(day)) {
      const begin = Math.max(at, startOfDay(day) + opens)
      const end = startOfDay(day) + closes
      if (begin + left < end) return begin + left
      left -= Math.max(0, end - begin)
    }
    day = nextWorkday(day)
    at = startOfDay(day)
  }
}

/** End of the nth working day after the start's day: how the policy counts T+N. */
export function endOfWorkday(from: number, amount: number): number {
  let day = localDay(from)
  for (let left = amount; left > 0; left -= 1) day = nextWorkday(day)
  return startOfDay(day) + closes
}
