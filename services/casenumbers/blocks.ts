import { zoneOf } from '../kernel/zone.ts'
import type { CaseNumberEvent } from './events.ts'

type Reserved = CaseNumberEvent['data']

export const blockSize = 200
const largestSerial = 999_999

/** The `n`th block of a day; undefined where the day's numbers are used up. */
export function block(date: string, n: number, node: string): Reserved | undefined {
  const from = n * blockSize + 1
  return from > largestSerial ? undefined : { date, from, to: Math.min(from + blockSize - 1, largestSerial), node }
}

export const blockStream = (date: string, n: number) => `numberblock-${date}-${n}`

/** YYYYMMDD on the wall of the installation. */
export const dateIn = (timeZone: string, at: string) => zoneOf(timeZone).dateOf(at).replaceAll('-', '')

export type NumberSource = {
  readonly node: string
  readonly timeZone: string
  /** Appends the event with `no_stream`, on the clock of who asked; false where somebody else has the block. */
  reserve(stream: string, event: CaseNumberEvent, at: string): Promise<boolean>
  /** True where the stream exists. Finds the first free block of a day in a few steps. */
  isReserved(stream: string): Promise<boolean>
}

export type SerialOfDay = { readonly date: string; readonly serial: number }

/** The lowest block that nobody has: doubling, then halving. Blocks are reserved in order, so that this ends quickly. */
async function firstFree(date: string, source: NumberSource): Promise<number> {
  let free = 0
  while (await source.isReserved(blockStream(date, free))) free = free * 2 + 1
  let taken = free === 0 ? -1 : (free - 1) / 2
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2)
    if (await source.isReserved(blockStream(date, middle))) taken = middle
    else free = middle
  }
  return free
}

type When = { readonly date: string; readonly at: string }

async function reserveFrom(
  n: number,
  { date, at }: When,
  source: NumberSource,
): Promise<{ n: number; reserved: Reserved }> {
  for (let next = n; ; next += 1) {
    const reserved = block(date, next, source.node)
    if (!reserved) throw new RangeError(`all case numbers of ${date} are used`)
    if (await source.reserve(blockStream(date, next), { type: 'NumberBlockReserved', data: reserved }, at)) {
      return { n: next, reserved }
    }
  }
}

type Open = { n: number; next: number; to: number }

/**
 * Issues serials of the day on which `at` lies, each once. Not gapless: what a node that stops had reserved stays
 * unused, and a serial whose command is refused is spent (seals prove completeness, not numbers).
 */
export function issueNumbers(source: NumberSource): (at: string) => Promise<SerialOfDay> {
  const days = new Map<string, Open>()
  let turn: Promise<unknown> = Promise.resolve()

  async function issue(at: string): Promise<SerialOfDay> {
    const date = dateIn(source.timeZone, at)
    let open = days.get(date)
    if (!open || open.next > open.to) {
      const { n, reserved } = await reserveFrom(open ? open.n + 1 : await firstFree(date, source), { date, at }, source)
      open = { n, next: reserved.from, to: reserved.to }
      days.set(date, open)
      if (days.size > mostDays) forgetOldest(days)
    }
    open.next += 1
    return { date, serial: open.next - 1 }
  }

  return (at) => {
    // One at a time: two askers at the end of a block must not reserve two.
    const mine = turn.then(() => issue(at))
    turn = mine.catch(() => undefined)
    return mine
  }
}

/** Imports and generators go through many days; an old day that comes back looks for a block anew. */
const mostDays = 1000

function forgetOldest(days: Map<string, Open>): void {
  const [oldest] = days.keys()
  if (oldest !== undefined) days.delete(oldest)
}
