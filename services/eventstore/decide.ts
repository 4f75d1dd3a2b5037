import type { Uint64 } from '../kernel/protobuf.ts'

export type Expected =
  | { readonly kind: 'revision'; readonly revision: Uint64 }
  | { readonly kind: 'noStream' }
  | { readonly kind: 'any' }
  | { readonly kind: 'streamExists' }

const highestSigned = 9_223_372_036_854_775_807n
const minusOne = 18_446_744_073_709_551_615n

/** The real server reads a revision as a signed number, so that the highest one says `noStream`. */
export const isNoStream = (expected: Expected): boolean =>
  expected.kind === 'noStream' || (expected.kind === 'revision' && expected.revision === minusOne)

/** Above the signed numbers there is no revision, but for the one that says `noStream`. */
export const isOutOfRange = (revision: Uint64): boolean => revision > highestSigned && revision !== minusOne

/** What was written before under an id: enough to tell a repetition from a conflict. */
export type Earlier = { readonly stream: string; readonly revision: number }

/** What a decision may look at. `current` is -1 for a stream without events. */
export type Known = {
  readonly current: number
  readonly idAt: (revision: number) => string | undefined
  readonly recent: (id: string) => Earlier | undefined
}

export type Decision =
  | { readonly kind: 'write' }
  | { readonly kind: 'repeated'; readonly last: number }
  | { readonly kind: 'conflict' }

const write: Decision = { kind: 'write' }
const conflict: Decision = { kind: 'conflict' }

/** Whether an append is written, was written before, or is refused. Only ids are compared, never data. */
export function decide(stream: string, expected: Expected, ids: readonly string[], known: Known): Decision {
  if (expected.kind === 'any') return amongRecent(stream, ids, known)
  if (expected.kind === 'streamExists') return known.current < 0 ? conflict : amongRecent(stream, ids, known)
  const revision = expected.kind === 'noStream' || isNoStream(expected) ? -1 : expected.revision
  if (revision > known.current) return conflict
  if (revision < known.current) return repeatedAfter(Number(revision), ids, known)
  return write
}

/** With an explicit revision the answer is exact: the ids must be those of the events that follow it. */
function repeatedAfter(revision: number, ids: readonly string[], known: Known): Decision {
  if (ids.length === 0) return conflict
  const all = ids.every((id, index) => known.idAt(revision + 1 + index) === id)
  return all ? { kind: 'repeated', last: revision + ids.length } : conflict
}

/**
 * Without a revision only a bounded memory of recent ids answers, as on the real server: the first unknown id
 * decides, so [new, known] is written and [known, new] refused.
 */
function amongRecent(stream: string, ids: readonly string[], known: Known): Decision {
  let last: number | undefined
  for (const id of ids) {
    const earlier = known.recent(id)
    if (earlier === undefined || earlier.stream !== stream) return last === undefined ? write : conflict
    last = earlier.revision
  }
  return last === undefined ? write : { kind: 'repeated', last }
}
