import type { TimelineItem } from '../../api/types.ts'

export type Change = Pick<TimelineItem, 'type' | 'data'> & { readonly at: string | undefined; readonly name: string }

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function changeOf(value: unknown): Change[] {
  if (typeof value === 'string') return [{ type: value, data: {}, at: undefined, name: '' }]
  if (typeof value !== 'object' || value === null || !('type' in value)) return []
  const { type, data, at, recordedAt, actor } = value as Record<string, unknown>
  const { name, id } = (typeof actor === 'object' && actor !== null ? actor : {}) as { name?: unknown; id?: unknown }
  const known = typeof data === 'object' && data !== null ? (data as Change['data']) : {}
  return [
    { type: String(type), data: known, at: textOf(at) ?? textOf(recordedAt), name: textOf(name) ?? textOf(id) ?? '' },
  ]
}

/** What colleagues did since the clerk opened the form, from a 412's details. */
export function changesIn(details: unknown): readonly Change[] {
  const changed = typeof details === 'object' && details !== null && 'changed' in details ? details.changed : undefined
  return Array.isArray(changed) ? changed.flatMap(changeOf) : []
}
