import type { Parsed } from './parsed.ts'

const idList = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : []

/**
 * Data keys that an event of an `erasure-<id>` stream gives up. From the order on nobody may find the text any more;
 * the completion says it again, which changes nothing.
 */
export function erasedKeys(parsed: Parsed): string[] {
  if (parsed.category !== 'erasure') return []
  const { keys, keyIds } = parsed.data as { keys?: unknown; keyIds?: unknown }
  return [...idList(keys), ...idList(keyIds)]
}
