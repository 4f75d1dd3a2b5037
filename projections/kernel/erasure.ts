import type { Parsed } from './parsed.ts'

const idList = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : []

/**
 * Data keys that an event of an `erasure-<id>` stream gives up. From the order on nobody may find the text any more;
 * the completion says it again, which changes nothing.
 */
export function erasedKeys(parsed: Parsed): string[] {
  if (parsed.category !== 'erasure') return []
  return idList((parsed.data as { keyIds?: unknown }).keyIds)
}
