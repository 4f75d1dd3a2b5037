import type { MetricRow } from '../../api/metrics.ts'

/** By what the volume is taken apart: each is a dimension of the cubes. */
export const structures = ['type', 'channel', 'unit1', 'district', 'urgency', 'callerKind'] as const
export type Structure = (typeof structures)[number]

export type Share = {
  readonly key: string
  readonly row: MetricRow | undefined
  readonly count: number
  /** Of the whole; null where there is nothing to share. */
  readonly share: number | null
  /** Share in the period before; null on a zero base. */
  readonly before: number | null
}

const gathered = '*'

const shareOf = (count: number, whole: number) => (whole === 0 ? null : count / whole)
const counted = ({ counts }: MetricRow) => counts['cases'] ?? 0
const earlier = ({ previous }: MetricRow) => previous?.counts['cases'] ?? 0
const sum = (rows: readonly MetricRow[], of: (row: MetricRow) => number) =>
  rows.reduce((total, row) => total + of(row), 0)

/** Shares of now beside those of the period before, the largest first. What is beyond `most` is gathered. */
export function sharesOf(rows: readonly MetricRow[], most: number): readonly Share[] {
  const [whole, wholeBefore] = [sum(rows, counted), sum(rows, earlier)]
  const share = (key: string, found: readonly MetricRow[], row?: MetricRow): Share => {
    const count = sum(found, counted)
    return { key, row, count, share: shareOf(count, whole), before: shareOf(sum(found, earlier), wholeBefore) }
  }
  const all = rows.filter((row) => counted(row) > 0).toSorted((a, b) => counted(b) - counted(a))
  const alone = all.length <= most ? all : all.slice(0, most - 1)
  const others = rows.filter((row) => !alone.includes(row))
  const shares = alone.map((row) => share(row.key ?? '', [row], row))
  return all.length > alone.length ? [...shares, share(gathered, others)] : shares
}
