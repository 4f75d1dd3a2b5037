import { atEvent } from './chainCheck.ts'
import type { Problem, Problems } from './verdict.ts'

export type Place = { readonly stream: string; readonly revision: bigint }

export type Found = Place & { readonly leaf: string }

export type Difference = {
  /** Ordinal of the first leaf on either side. */
  readonly start: number
  /** Leaves as they were sealed (their root is a signed one). */
  readonly sealed: readonly string[]
  /** Leaves as they are now; those beyond the sealed ones may be new. */
  readonly found: readonly Found[]
  /** Where an event stood, by its ordinal; from the notary's notes. */
  readonly placeOf: (ordinal: number) => Place | undefined
  readonly hasStream: (stream: string) => boolean
}

type Missing = { readonly ordinal: number; readonly place: Place | undefined }

const nameOf = ({ stream, revision }: Place) => `${stream}@${revision}`

/** Names the events by which a log differs from what was sealed: exactly these, since both sides' leaves are known. */
export function nameDifference(difference: Difference, problems: Problems): void {
  const { start, sealed, found, placeOf } = difference
  const ordinals = new Map(sealed.map((leaf, index) => [leaf, start + index]))
  const here = new Set(found.map(({ leaf }) => leaf))
  const missing = sealed.flatMap((leaf, index): Missing[] => {
    if (here.has(leaf)) return []
    return [{ ordinal: start + index, place: placeOf(start + index) }]
  })
  const strange = strangers(found, ordinals)
  const replaced = new Set(strange.all.map(nameOf))
  const isReplaced = ({ place }: Missing) => place !== undefined && replaced.has(nameOf(place))
  nameReplaced(missing.filter(isReplaced), problems)
  nameMissing(
    missing.filter((one) => !isReplaced(one)),
    difference,
    problems,
  )
  const sealedPlaces = new Set(missing.flatMap(({ place }) => (place ? [nameOf(place)] : [])))
  for (const event of strange.between) if (!sealedPlaces.has(nameOf(event))) problems.add(inserted(event))
  nameOrder(found, ordinals, problems)
}

/** Events that were not sealed: all of them, and those that stand before a sealed one, where nothing can be new. */
function strangers(found: readonly Found[], ordinals: ReadonlyMap<string, number>) {
  const lastKnown = found.findLastIndex(({ leaf }) => ordinals.has(leaf))
  const isStrange = ({ leaf }: Found) => !ordinals.has(leaf)
  return { all: found.filter(isStrange), between: found.slice(0, lastKnown + 1).filter(isStrange) }
}

const inserted = (event: Found): Problem => ({
  kind: 'inserted-event',
  stream: event.stream,
  revision: event.revision.toString(),
  words: {
    zh: `${nameOf(event)}：该事件不在封存之中，是事后插入的。`,
    en: `${nameOf(event)}: this event was not among those that were sealed; it was put in later.`,
  },
})

/** One problem per stream: what comes after the first replaced event only follows from it. */
function nameReplaced(missing: readonly Missing[], problems: Problems): void {
  const byStream = Map.groupBy(missing, ({ place }) => place?.stream ?? '')
  for (const [stream, [first, ...more]] of byStream) {
    if (!first?.place) continue
    const where = nameOf(first.place)
    problems.add({
      kind: 'rechained',
      stream,
      revision: first.place.revision.toString(),
      ordinal: first.ordinal,
      words: {
        zh: `${where}：该事件${more.length > 0 ? `及其后 ${more.length} 个事件` : ''}被替换并重新计算了哈希，与封存不符。`,
        en: `${where}: this event${more.length > 0 ? ` and ${more.length} after it` : ''} was replaced and hashed anew; it is not what was sealed.`,
      },
    })
  }
}

function nameMissing(missing: readonly Missing[], difference: Difference, problems: Problems): void {
  const end = difference.start + difference.sealed.length
  const cut = cutAt(missing, end)
  const gone = (one: Missing) => one.place !== undefined && !difference.hasStream(one.place.stream)
  const streams = new Set(
    missing.filter((one) => gone(one) && one.ordinal < cut).map(({ place }) => place?.stream ?? ''),
  )
  for (const stream of streams) problems.add(removedStream(stream, missing))
  const rest = missing.filter(({ place }) => !streams.has(place?.stream ?? ''))
  for (const { ordinal, place } of rest) if (ordinal < cut) problems.add(removedEvent(ordinal, place))
  const tail = rest.filter(({ ordinal }) => ordinal >= cut)
  if (tail.length > 0) problems.add(cutTail(tail[0]?.ordinal ?? cut, end, tail[0]?.place))
}

/** From this ordinal on everything is missing. */
function cutAt(missing: readonly Missing[], end: number): number {
  let cut = end
  for (const { ordinal } of missing.toReversed()) {
    if (ordinal !== cut - 1) break
    cut = ordinal
  }
  return cut
}

function removedEvent(ordinal: number, place: Place | undefined): Problem {
  if (place) return atEvent('removed-event', place, ordinal)
  const words = { zh: `第 ${ordinal + 1} 个事件被移除。`, en: `Event number ${ordinal + 1} of the log was removed.` }
  return { kind: 'removed-event', ordinal, words }
}

function removedStream(stream: string, missing: readonly Missing[]): Problem {
  const count = missing.filter(({ place }) => place?.stream === stream).length
  const words = {
    zh: `流 ${stream} 被整体移除（${count} 个事件）。`,
    en: `The whole stream ${stream} was removed (${count} events).`,
  }
  return { kind: 'removed-stream', stream, words }
}

/** The end of the log is missing: events number `first`… up to `end`. */
export function cutTail(first: number, end: number, place?: Place): Problem {
  const from = place ? `（${nameOf(place)} 起）` : ''
  const fromEn = place ? `, from ${nameOf(place)} on` : ''
  return {
    kind: 'cut-tail',
    ordinal: first,
    ...(place && { stream: place.stream, revision: place.revision.toString() }),
    words: {
      zh: `日志末尾被截断：缺少第 ${first + 1} 至 ${end} 个事件${from}。`,
      en: `The end of the log was cut off: events ${first + 1} to ${end} are missing${fromEn}.`,
    },
  }
}

function nameOrder(found: readonly Found[], ordinals: ReadonlyMap<string, number>, problems: Problems): void {
  const seen = new Set<string>()
  const known: { event: Found; ordinal: number }[] = []
  for (const event of found) {
    const ordinal = ordinals.get(event.leaf)
    if (ordinal === undefined) continue
    if (seen.has(event.leaf)) problems.add(atEvent('doubled-event', event, ordinal))
    else known.push({ event, ordinal })
    seen.add(event.leaf)
  }
  const inOrder = longestRising(known.map(({ ordinal }) => ordinal))
  for (const { event, ordinal } of known) {
    if (!inOrder.has(ordinal)) problems.add(atEvent('reordered-event', event, ordinal))
  }
}

/** The most numbers that stand in rising order; all others were moved. Patience sorting, n log n. */
function longestRising(numbers: readonly number[]): Set<number> {
  const ends: number[] = []
  const before = new Map<number, number | undefined>()
  for (const value of numbers) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before.set(value, low > 0 ? ends[low - 1] : undefined)
    ends[low] = value
  }
  const rising = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) rising.add(at)
  return rising
}
