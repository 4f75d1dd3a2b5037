/** How many edits of each window a text knows of: a version vector. */
export type Seen = Readonly<Record<string, number>>
export type Version = { readonly value: unknown; readonly seen: Seen }

const knowsAll = (mine: Seen, theirs: Seen): boolean =>
  Object.entries(theirs).every(([window, edits]) => (mine[window] ?? 0) >= edits)

export function join(mine: Seen, theirs: Seen): Seen {
  const windows = new Set([...Object.keys(mine), ...Object.keys(theirs)])
  return Object.fromEntries([...windows].map((window) => [window, Math.max(mine[window] ?? 0, theirs[window] ?? 0)]))
}

export const edited = (seen: Seen, window: string): Seen => ({ ...seen, [window]: (seen[window] ?? 0) + 1 })

export const sameValue = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Two windows hold the same field of one draft. Whoever knows of the other's edits is right; where neither does, both
 * wrote without seeing the other, and only a person can say which text it is.
 */
export function meet(mine: Version, theirs: Version): 'same' | 'mine' | 'theirs' | 'both' {
  if (sameValue(mine.value, theirs.value)) return 'same'
  if (knowsAll(mine.seen, theirs.seen)) return 'mine'
  return knowsAll(theirs.seen, mine.seen) ? 'theirs' : 'both'
}
