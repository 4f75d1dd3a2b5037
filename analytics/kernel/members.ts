import { Type, type Static } from 'typebox'

import { lookedAt, type Moment } from './answer.ts'
import { memberSql, type Asking, type MemberQuery } from './question.ts'
import type { Reading } from './reading.ts'

export type Member = {
  readonly id: string
  readonly caseNumber: string
  readonly registeredAt: string
  readonly weight: number
}
export type Members = {
  readonly rows: readonly Member[]
  readonly nextCursor: string | null
  /** Cases, and what they add up to: the number on the tile. */
  readonly total: number
  readonly weight: number
  /** Cases that count but are not listed, since their callers asked for protection. */
  readonly hidden: number
}

const n = Type.Integer()
const memberRow = Type.Object({ case_id: Type.String(), case_number: Type.String(), registered: n, weight: n })
const sumRow = Type.Object({ total: n, weight: n, hidden: n })

export type Page = MemberQuery & {
  readonly moment: Moment
  readonly cursor: string | undefined
  readonly limit: number
}

const beyond = ['9999999999999', '~'] as const

function pageParams({ cursor, limit }: Page) {
  const [registered = beyond[0], id = beyond[1]] = cursor?.split('~') ?? []
  return { cursor_at: Number(registered), cursor_id: id, limit: limit + 1 }
}

const cursorAfter = (row: Static<typeof memberRow>) => `${row.registered}~${row.case_id}`

const memberOf = (row: Static<typeof memberRow>): Member => ({
  id: row.case_id,
  caseNumber: row.case_number,
  registeredAt: new Date(row.registered).toISOString(),
  weight: row.weight,
})

/** The cases behind one number, newest first. */
export async function members(reading: Reading, asking: Asking, page: Page): Promise<Members> {
  const { cubes } = reading
  const sees = asking.scope.viewer.seesProtected
  const { result } = await lookedAt(reading, page.moment, (source) => {
    const { text, params } = memberSql(asking, source, page)
    const sums = `SELECT count() AS total, sum(weight) AS weight, countIf(protected = 1) AS hidden FROM (${text})`
    const listed = `SELECT case_id, case_number, registered, weight FROM (${text})
      WHERE (registered, case_id) < ({cursor_at:Int64}, {cursor_id:String}) ${sees ? '' : 'AND protected = 0'}
      ORDER BY registered DESC, case_id DESC LIMIT {limit:UInt32}`
    const paged = { ...params, ...pageParams(page) }
    return Promise.all([cubes.ask(sums, params, sumRow), cubes.ask(listed, paged, memberRow)])
  })
  const [[sum = { total: 0, weight: 0, hidden: 0 }], found] = result
  const rows = found.slice(0, page.limit)
  const last = found.length > page.limit ? rows.at(-1) : undefined
  return {
    ...sum,
    rows: rows.map(memberOf),
    nextCursor: last ? cursorAfter(last) : null,
    hidden: sees ? 0 : sum.hidden,
  }
}
