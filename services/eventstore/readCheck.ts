import type { Uint64 } from '../kernel/protobuf.ts'
import { isOutOfRange } from './decide.ts'
import type { AskedFilter, AskedPlace, AskedRead } from './readRequest.ts'
import { code, invalid, ok, threw, unimplemented, unknown, type Status } from './status.ts'

/** `prepare` is at most `at`; where it is less the event at `at` has not been given yet. */
export type Place = 'start' | 'end' | { readonly at: Uint64; readonly prepare: Uint64 }

export type Filter = {
  readonly on: 'stream' | 'type'
  readonly prefixes: readonly string[]
  /** How many events one look considers, and how many of them lie between two checkpoints. */
  readonly window: number
  readonly interval: number
}

export type ReadRequest = {
  /** undefined: everything, `$all`. */
  readonly stream: string | undefined
  readonly from: Place
  readonly backwards: boolean
  /** undefined: a subscription. */
  readonly count: number | undefined
  readonly filter: Filter | undefined
  readonly resolvesLinks: boolean
  readonly numericIds: boolean
  readonly compatibility: number
}

/** How many events the real server reads at once, and its window where none is named. */
export const pageSize = 32
const options = 'EventStore.Client.Streams.ReadReq+Types+Options'
const highest = 18_446_744_073_709_551_615n
const directions = ['Forwards', 'Backwards']
const combinations: ReadonlySet<string> = new Set([
  'Stream, Count, Forwards, NoFilter',
  'Stream, Count, Backwards, NoFilter',
  'Stream, Subscription, Forwards, NoFilter',
  ...['NoFilter', 'Filter'].flatMap((filter) => [
    `All, Count, Forwards, ${filter}`,
    `All, Count, Backwards, ${filter}`,
    `All, Subscription, Forwards, ${filter}`,
  ]),
])

/** What a request asks for, or the status with which the real server ends the call; in its order. */
export function checkRead(asked: AskedRead | undefined): ReadRequest | Status {
  if (asked === undefined) return threw
  // It has a text, but one that begins with a space, which no HTTP/2 client passes on.
  if (asked.ids === undefined) return { code: code.invalidArgument }
  if (asked.of === 'None') return invalid(`'None' is not a valid ${options}+StreamOptionOneofCase`)
  if (asked.of === 'Stream' && asked.stream === undefined) return threw
  const direction = directions[asked.direction] ?? String(asked.direction)
  const combination = `${asked.of}, ${asked.counted}, ${direction}, ${asked.filtered}`
  if (!combinations.has(combination)) return invalid(`The combination of (${combination}) is invalid.`)
  return checkPlaceAndFilter(asked, asked.ids === 'numbers')
}

function checkPlaceAndFilter(asked: AskedRead, numericIds: boolean): ReadRequest | Status {
  const { stream, counted, count, resolvesLinks, compatibility } = asked
  const from = checkPlace(asked.from)
  if (typeof from === 'object' && 'code' in from) return from
  if (stream === '') return threw
  const isSubscription = counted === 'Subscription'
  const filter = asked.filter && checkFilter(asked.filter, isSubscription)
  if (filter !== undefined && 'code' in filter) return filter
  return {
    stream,
    from,
    backwards: asked.direction === 1,
    count: isSubscription ? undefined : Math.min(Number(count), Number.MAX_SAFE_INTEGER),
    filter,
    resolvesLinks,
    numericIds,
    compatibility,
  }
}

function checkPlace(from: AskedPlace): Place | Status {
  // The real server ends such a call as if all had been given.
  if (from === 'nowhere') return ok
  if (typeof from === 'string') return from
  if (from.at < from.prepare || isOutOfRange(from.at) || isOutOfRange(from.prepare)) return threw
  return from.at === highest && from.prepare === highest ? 'end' : from
}

/** Whether a position is the highest one in half: the real server takes it for -1. */
export const isNegative = ({ at }: Exclude<Place, string>): boolean => at === highest

function checkFilter(asked: AskedFilter, isSubscription: boolean): Filter | Status {
  const { on, prefixes, interval } = asked
  if (on === undefined) return invalid(`'${shown(asked)}' is not a valid ${options}+Types+FilterOptions`)
  if (asked.isRegex) return unimplemented('Regular expressions are not offered; filter by prefix.')
  if (asked.window === undefined) return invalid(`'None' is not a valid ${options}+Types+FilterOptions+WindowOneofCase`)
  const window = asked.window === 'unbounded' ? pageSize : asked.window
  const endless = endlessFilter(window, interval, isSubscription)
  return endless ?? { on, prefixes, window, interval }
}

function endlessFilter(window: number, interval: number, isSubscription: boolean): Status | undefined {
  if (isSubscription) return interval === 0 ? threw : undefined
  // The real server never answers this read and stays busy.
  return window === 0 ? unknown('Unexpected FilteredReadAllResult: Error') : undefined
}

function shown({ window, interval }: AskedFilter): string {
  const parts = [
    ...(window === undefined ? [] : [window === 'unbounded' ? '"count": { }' : `"max": ${window}`]),
    ...(interval === 0 ? [] : [`"checkpointIntervalMultiplier": ${interval}`]),
  ]
  return parts.length === 0 ? '{ }' : `{ ${parts.join(', ')} }`
}
