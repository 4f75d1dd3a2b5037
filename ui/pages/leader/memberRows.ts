import { address, ask } from '../../api/ask.ts'
import type { Member, MemberPage } from '../../api/metrics.ts'
import type { WorkRow } from '../../api/types.ts'
import type { AskedNumber } from './asked.ts'

/** A case behind a number, and what is known of it now, as far as the viewer may see it. */
export type MemberRow = Member & { readonly now: WorkRow | undefined }

/** As many cases as the list of rows takes in one question. */
const mostIds = 200

export function memberQuestion(metric: string, asked: AskedNumber, part: string) {
  const { params, by, key, window } = asked
  return (page: { readonly limit: number; readonly cursor: string }) => {
    const question = address(`/api/metrics/${metric}/members`, { ...params, by: by.join(','), part, window, ...page })
    // An empty key is one too: that of the cases without a unit, a place…
    return key === null ? question : `${question}&${new URLSearchParams({ key }).toString()}`
  }
}

/** What the work list knows of these cases now. */
export async function rowsNow(ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, WorkRow>> {
  const found = new Map<string, WorkRow>()
  for (let at = 0; at < ids.length; at += mostIds) {
    const question = { ids: ids.slice(at, at + mostIds).join(',') }
    const { rows } = await ask<{ rows: readonly WorkRow[] }>('/api/cases', question, signal)
    for (const row of rows) found.set(row.id, row)
  }
  return found
}

/** Everybody behind one part of a number, page by page; `most` bounds what a browser has to hold. */
export async function allMembers(question: ReturnType<typeof memberQuestion>, most: number) {
  const rows: Member[] = []
  let cursor = ''
  for (;;) {
    const page = await ask<MemberPage>(question({ cursor, limit: 500 }))
    rows.push(...page.rows)
    if (!page.nextCursor || rows.length >= most) return { rows: rows.slice(0, most), page }
    cursor = page.nextCursor
  }
}
