import type { Member, MemberPage } from '../../api/metrics.ts'
import type { WorkRow } from '../../api/types.ts'

/** One part of a number, with its cases. */
export type ListedPart = {
  readonly words: string
  readonly rows: readonly Member[]
  readonly page: Pick<MemberPage, 'total' | 'weight' | 'hidden'>
}
type Cell = string | number

/** What a column says of a case; the facts come from the work list and may be missing. */
export type Fact = { readonly head: string; of(row: WorkRow | undefined): Cell }
export type Heads = {
  readonly caseNumber: string
  readonly registered: string
  readonly sum: string
  readonly withheld: string
}

type Line = { readonly member: Member; readonly weights: readonly number[] }

/** Every case once, with how often it counts in each part. */
function linesOf(parts: readonly ListedPart[]): Line[] {
  const lines = new Map<string, { member: Member; weights: number[] }>()
  parts.forEach(({ rows }, index) => {
    for (const member of rows) {
      const line = lines.get(member.id) ?? { member, weights: parts.map(() => 0) }
      line.weights[index] = member.weight
      lines.set(member.id, line)
    }
  })
  const at = ({ member }: Line) => `${member.registeredAt} ${member.id}`
  return [...lines.values()].toSorted((a, b) => (at(a) < at(b) ? 1 : -1))
}

const sumOf = (rows: readonly Member[]) => rows.reduce((sum, { weight }) => sum + weight, 0)

type Table = {
  readonly parts: readonly ListedPart[]
  readonly facts: readonly Fact[]
  readonly heads: Heads
  readonly now: ReadonlyMap<string, WorkRow>
}

/**
 * The cases of all parts of a number in one table: each part is a column of ones and zeros, so that adding a column up gives the
 * part's count, and the formula can be worked out from the sums. Whom the list withholds has a line of its own.
 */
export function numberTable({ parts, facts, heads, now }: Table): Cell[][] {
  const blank = facts.map(() => '')
  const withheld = parts.map(({ rows, page }) => page.weight - sumOf(rows))
  return [
    [heads.caseNumber, heads.registered, ...parts.map(({ words }) => words), ...facts.map(({ head }) => head)],
    ...linesOf(parts).map(({ member, weights }) => [
      member.caseNumber,
      member.registeredAt,
      ...weights,
      ...facts.map((fact) => fact.of(now.get(member.id))),
    ]),
    ...(withheld.some((n) => n !== 0) ? [[heads.withheld, '', ...withheld, ...blank]] : []),
    [heads.sum, '', ...parts.map(({ page }) => page.weight), ...blank],
  ]
}
