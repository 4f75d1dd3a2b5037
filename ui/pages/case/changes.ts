import { textOf } from '../../api/opened.ts'
import type { TimelineItem } from '../../api/types.ts'

export type Change = Pick<TimelineItem, 'type' | 'data'> & { readonly at: string; readonly name: string }

type Told = {
  readonly type?: unknown
  readonly revision?: unknown
  readonly by?: unknown
  readonly recordedAt?: unknown
}

const toldIn = (details: unknown): readonly Told[] => {
  const changed = typeof details === 'object' && details !== null && 'changed' in details ? details.changed : undefined
  return Array.isArray(changed) ? (changed as readonly Told[]) : []
}

/** What colleagues did since the clerk opened the form: a 412's details, with names and words from the time line. */
export function changesIn(details: unknown, entries: readonly TimelineItem[]): readonly Change[] {
  return toldIn(details).map(({ type, revision, by, recordedAt }) => {
    const entry = entries.find((each) => String(each.revision) === textOf(revision))
    return {
      type: textOf(type) ?? '',
      data: entry?.data ?? {},
      at: textOf(recordedAt) ?? '',
      name: entry?.actor.name ?? textOf(by) ?? '',
    }
  })
}
