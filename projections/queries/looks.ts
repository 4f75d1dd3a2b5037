import { prepared, type Database } from '../kernel/sqlite.ts'

export type Look = {
  readonly subject: string
  readonly type: string
  readonly at: string
  readonly account: string
  readonly fields: readonly string[]
  readonly purpose: string | null
}

type Stored = Omit<Look, 'fields'> & { readonly fields: string }

/** Every look at one of the subjects, newest first, as far as the limit reaches; and how many there are. */
export function looksAt(database: Database, subjects: readonly string[], limit: number) {
  const wanted = JSON.stringify(subjects)
  const sql = `SELECT subject, type, at, account, fields, purpose FROM looks
    WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY at DESC, n DESC, revision DESC LIMIT ?`
  const count = 'SELECT count(*) FROM looks WHERE subject IN (SELECT value FROM json_each(?))'
  const rows = (prepared(database, sql).all(wanted, limit) as Stored[]).map((row): Look => ({
    ...row,
    fields: JSON.parse(row.fields) as string[],
  }))
  return { rows, total: prepared(database, count).pluck().get(wanted) as number }
}

/** So many of an account's newest looks are searched for cases. */
const remembered = 400

/** Ids of the cases that an account looked at last, each with when. */
export function recentCasesOf(database: Database, account: string): Map<string, string> {
  const sql = 'SELECT subject, at FROM looks WHERE account = ? ORDER BY at DESC LIMIT ?'
  const rows = prepared(database, sql).all(account, remembered) as Pick<Look, 'subject' | 'at'>[]
  const recent = new Map<string, string>()
  for (const { subject, at } of rows) {
    const id = subject.startsWith('case-') ? subject.slice('case-'.length) : undefined
    if (id !== undefined && !recent.has(id)) recent.set(id, at)
  }
  return recent
}
