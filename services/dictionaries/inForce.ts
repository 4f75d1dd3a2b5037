/** An entry that holds from an instant on, until a later one of the same code or a retirement. */
export type Dated = { readonly code: string; readonly inForceFrom: string }
export type Ended = { readonly code: string; readonly until: string }

/** The entry that holds (or held last) at an instant; `until` where its end is known. */
export type Held<Entry> = { readonly entry: Entry; readonly until: string | undefined; readonly inForce: boolean }

/**
 * What holds at `at`, by code. Of two entries the one with the later `inForceFrom` wins, of two with the same the one
 * that was recorded later, so that a mistake can be corrected. A retirement ends the entries that began before it; an
 * entry that begins later takes the code up again. Retired codes stay in the answer with `inForce: false`.
 */
export function heldAt<Entry extends Dated>(
  entries: readonly Entry[],
  ended: readonly Ended[],
  at: string,
): Map<string, Held<Entry>> {
  const latest = latestBy(entries, at)
  const ends = earliestEnds(ended, latest)
  const held = new Map<string, Held<Entry>>()
  for (const [code, entry] of latest) {
    const until = ends.get(code)
    held.set(code, { entry, until, inForce: until === undefined || until > at })
  }
  return held
}

function latestBy<Entry extends Dated>(entries: readonly Entry[], at: string): Map<string, Entry> {
  const latest = new Map<string, Entry>()
  for (const entry of entries) {
    const known = latest.get(entry.code)
    const later = !known || known.inForceFrom <= entry.inForceFrom
    if (later && entry.inForceFrom <= at) latest.set(entry.code, entry)
  }
  return latest
}

function earliestEnds(ended: readonly Ended[], latest: ReadonlyMap<string, Dated>): Map<string, string> {
  const ends = new Map<string, string>()
  for (const { code, until } of ended) {
    const entry = latest.get(code)
    const known = ends.get(code)
    const earlier = known === undefined || until < known
    if (entry && until > entry.inForceFrom && earlier) ends.set(code, until)
  }
  return ends
}

/** Instants at which something begins or ends, in order, without repetition. */
export function turningPoints(entries: readonly Dated[], ended: readonly Ended[]): string[] {
  const instants = new Set<string>()
  for (const { inForceFrom } of entries) instants.add(inForceFrom)
  for (const { until } of ended) instants.add(until)
  return [...instants].sort()
}

/** How many of the ordered instants are not after `at`. */
export function countUpTo(instants: readonly string[], at: string): number {
  let [low, high] = [0, instants.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((instants[middle] ?? '') <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Codes from the root to `code`. Ends at an unknown parent, and before going round in a circle. */
export function pathOf(code: string, parentOf: (code: string) => string | null | undefined): string[] {
  const path = [code]
  const seen = new Set(path)
  for (let parent = parentOf(code); parent; parent = parentOf(parent)) {
    if (seen.has(parent)) break
    seen.add(parent)
    path.push(parent)
  }
  return path.reverse()
}
