import type { LookCounts } from './lookLog.ts'

/**
 * When looking is unusual: somebody saw more than `factor` times as much as the median of those colleagues who share a
 * role with them and looked at anything in the same period, and not less than a floor below which comparing says nothing.
 */
export const unusualRule = { factor: 3, leastSubjects: 20, leastReveals: 5, leastColleagues: 2 } as const

export type Compared = LookCounts & {
  readonly roles: readonly string[]
  readonly colleagues: number
  /** Medians of the colleagues. */
  readonly usual: { readonly subjects: number; readonly reveals: number }
  readonly unusual: readonly ('subjects' | 'reveals')[]
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Compares everybody with their colleagues of the same period; with too few of those nobody is called unusual. */
export function compareLooks(
  counts: readonly LookCounts[],
  rolesOf: (account: string) => readonly string[],
): Compared[] {
  const { factor, leastSubjects, leastReveals, leastColleagues } = unusualRule
  const people = counts.map((one) => ({ ...one, roles: rolesOf(one.account) }))
  return people.map((one) => {
    const mine = new Set(one.roles)
    const colleagues = people.filter(
      ({ account, roles }) => account !== one.account && roles.some((role) => mine.has(role)),
    )
    const usual = {
      subjects: median(colleagues.map(({ subjects }) => subjects)),
      reveals: median(colleagues.map(({ reveals }) => reveals)),
    }
    const isMuch = (name: 'subjects' | 'reveals', least: number) =>
      colleagues.length >= leastColleagues && one[name] >= least && one[name] > factor * usual[name]
    const unusual = [
      ...(isMuch('subjects', leastSubjects) ? (['subjects'] as const) : []),
      ...(isMuch('reveals', leastReveals) ? (['reveals'] as const) : []),
    ]
    return { ...one, colleagues: colleagues.length, usual, unusual }
  })
}
