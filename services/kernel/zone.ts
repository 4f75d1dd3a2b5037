/** Local time of one zone. `local` numbers are milliseconds as if the zone's wall clock were UTC. */
export type Zone = {
  readonly name: string
  toLocal(utc: number): number
  /** A time that the wall clock shows twice is its first; one that it skips is moved on by the skip. */
  toUtc(local: number): number
  /** `YYYY-MM-DD` in the zone. */
  dateOf(instant: string): string
}

export const dayMs = 86_400_000
const slotMs = 900_000
const mostSlots = 200_000

function offsetReader(name: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (utc) => {
    const part = Object.fromEntries(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000
  }
}

const zones = new Map<string, Zone>()

/** @throws RangeError for a name that is no IANA zone */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const read = offsetReader(name)
  // Offsets change on quarters of an hour, so one reading (about 4 µs) serves a whole slot.
  const offsets = new Map<number, number>()
  const offsetAt = (utc: number): number => {
    const slot = Math.floor(utc / slotMs)
    const cached = offsets.get(slot)
    if (cached !== undefined) return cached
    if (offsets.size >= mostSlots) offsets.clear()
    const offset = read(slot * slotMs)
    offsets.set(slot, offset)
    return offset
  }
  const toLocal = (utc: number) => utc + offsetAt(utc)
  const toUtc = (local: number) => {
    const before = local - offsetAt(local - dayMs)
    if (toLocal(before) === local) return before
    const after = local - offsetAt(local + dayMs)
    return toLocal(after) === local ? after : before
  }
  const dateOf = (instant: string) => new Date(toLocal(Date.parse(instant))).toISOString().slice(0, 10)
  const zone = { name, toLocal, toUtc, dateOf }
  zones.set(name, zone)
  return zone
}
