import { prepared, type Database } from '../kernel/sqlite.ts'

/** One event of looking: somebody asked once, and saw these subjects. */
export type LookEvent = {
  readonly n: number
  readonly revision: number
  readonly at: string
  readonly type: string
  readonly account: string
  readonly fields: readonly string[]
  readonly purpose: string | null
  readonly subjects: readonly string[]
}

/** Instants are ISO texts; `to` is not included. */
export type LookFilter = {
  readonly from: string
  readonly to: string
  readonly account?: string | undefined
  readonly type?: string | undefined
  readonly purpose?: string | undefined
  /** Only looks at one of these. */
  readonly among?: readonly string[] | undefined
}

export type LookPlace = Pick<LookEvent, 'at' | 'n' | 'revision'>

type Stored = Omit<LookEvent, 'fields' | 'subjects'> & { readonly fields: string; readonly subjects: string }

const amongSql =
  ' AND (n, revision) IN (SELECT n, revision FROM looks WHERE subject IN (SELECT value FROM json_each(?)))'

const conditions = ({ account, type, purpose, among }: LookFilter): { sql: string; values: string[] } => {
  const wanted = Object.entries({ account, type, purpose }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const narrowed = wanted.map(([name]) => ` AND ${name} = ?`).join('')
  const values = wanted.map(([, value]) => value)
  return among ? { sql: narrowed + amongSql, values: [...values, JSON.stringify(among)] } : { sql: narrowed, values }
}

/** The newest events of looking before a place in the list. */
export function lookEvents(database: Database, filter: LookFilter, limit: number, before?: LookPlace): LookEvent[] {
  const { sql: narrowed, values } = conditions(filter)
  const place = before ? ' AND (at, n, revision) < (?, ?, ?)' : ''
  const sql = `SELECT n, revision, at, type, account, fields, purpose,
      (SELECT json_group_array(subject) FROM looks AS seen WHERE seen.n = page.n AND seen.revision = page.revision) AS subjects
    FROM (SELECT DISTINCT at, n, revision, type, account, fields, purpose FROM looks
      WHERE at >= ? AND at < ?${narrowed}${place} ORDER BY at DESC, n DESC, revision DESC LIMIT ?) AS page
    ORDER BY at DESC, n DESC, revision DESC`
  const from = before ? [before.at, before.n, before.revision] : []
  const rows = prepared(database, sql).all(filter.from, filter.to, ...values, ...from, limit) as Stored[]
  return rows.map((row) => ({
    ...row,
    fields: JSON.parse(row.fields) as string[],
    subjects: (JSON.parse(row.subjects) as string[]).toSorted(),
  }))
}

/** How many events of looking there are at any of the subjects. */
export function lookTotal(database: Database, among: readonly string[]): number {
  const sql = `SELECT count(DISTINCT n || ' ' || revision) FROM looks WHERE subject IN (SELECT value FROM json_each(?))`
  return prepared(database, sql).pluck().get(JSON.stringify(among)) as number
}

export type LookCounts = {
  readonly account: string
  /** Requests that showed something. */
  readonly looks: number
  /** Different cases and contacts. */
  readonly subjects: number
  /** Contacts of whom a masked field was shown. */
  readonly reveals: number
  readonly exports: number
}

const counted = `SELECT account, count(DISTINCT n || ' ' || revision) AS looks, count(DISTINCT subject) AS subjects,
    count(DISTINCT CASE WHEN type = 'FieldsRevealed' THEN subject END) AS reveals,
    count(DISTINCT CASE WHEN type = 'EvidenceExported' THEN subject END) AS exports
  FROM looks WHERE at >= ? AND at < ?`

/** How much each account looked at; `subjects` narrows it to those. */
export function lookCounts(
  database: Database,
  { from, to }: Pick<LookFilter, 'from' | 'to'>,
  subjects?: readonly string[],
): LookCounts[] {
  const among = subjects ? ' AND subject IN (SELECT value FROM json_each(?))' : ''
  const sql = `${counted}${among} GROUP BY account ORDER BY subjects DESC, account`
  return prepared(database, sql).all(from, to, ...(subjects ? [JSON.stringify(subjects)] : [])) as LookCounts[]
}

export function subjectsSeen(database: Database, { from, to }: Pick<LookFilter, 'from' | 'to'>): string[] {
  const sql = 'SELECT DISTINCT subject FROM looks WHERE at >= ? AND at < ?'
  return prepared(database, sql).pluck().all(from, to) as string[]
}
