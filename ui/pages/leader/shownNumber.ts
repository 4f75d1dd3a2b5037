import type { Counts, Described, MetricRow, Values } from '../../api/metrics.ts'
import type { Window } from './links.ts'

type Seen = { readonly counts: Counts; readonly values: Values }

/** A row as it was in one of its windows; undefined where it was not compared. */
export function seenIn(row: MetricRow | undefined, window: Window): Seen | undefined {
  if (window === 'Previous') return row?.previous
  return window === 'LastYear' ? row?.lastYear : row
}

/** What n a number rests on, in the window that is open. */
export const restsOn = ({ n }: Pick<Described, 'n'>, row: MetricRow | undefined, window: Window): number =>
  seenIn(row, window)?.counts[n] ?? 0

export type Shown = { readonly kind: 'count' | 'rate' | 'hours'; readonly value: number | null }

type Measured = Pick<Described, 'kind' | 'main'>
const kindOf = ({ kind, main }: Measured): Shown['kind'] => (kind === 'rate' || main === 'value' ? kind : 'hours')

/**
 * The number that a list of cases stands behind: a rate as a whole, but of counts the very part that is listed. A cell that was
 * not counted has none of them.
 */
export function shownNumber(
  described: Measured,
  row: MetricRow | undefined,
  { part, window }: { readonly part: string; readonly window: Window },
): Shown {
  const { counts = {}, values = {} } = seenIn(row, window) ?? {}
  const kind = kindOf(described)
  return { kind, value: kind === 'count' ? (counts[part] ?? 0) : (values[described.main] ?? null) }
}
