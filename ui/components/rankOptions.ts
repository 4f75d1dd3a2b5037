import type { PickOption } from '../composables/useReference.ts'

/** What an option can be found by. */
export type Searchable = { readonly option: PickOption; readonly initials: string; readonly spelled: string }

const at = (text: string, query: string, [begins, within]: readonly [begins: number, within: number]): number => {
  const found = text.indexOf(query)
  if (found < 0) return 0
  return found === 0 ? begins : within
}

/** How well an option answers what was typed; 0: not at all. The name counts more than its parents, text more than pinyin. */
export function score({ option, initials, spelled }: Searchable, query: string): number {
  const label = option.label.toLowerCase()
  return Math.max(
    label === query ? 100 : 0,
    option.code.toLowerCase() === query ? 95 : 0,
    at(label, query, [90, 80]),
    at(initials, query, [70, 60]),
    at(spelled, query, [50, 40]),
    at(option.path.join('').toLowerCase(), query, [20, 20]),
  )
}

/** The options that answer `query`, best first, at most `limit`; without a query all of them in tree order. */
export function rankOptions(all: readonly Searchable[], query: string, limit: number): PickOption[] {
  const wanted = query.trim().toLowerCase().replaceAll(/\s+/g, '')
  if (!wanted) return all.map(({ option }) => option)
  return all
    .map((each, order) => ({ option: each.option, points: score(each, wanted), order }))
    .filter(({ points, option }) => points > 0 && option.selectable)
    .sort((a, b) => b.points - a.points || a.order - b.order)
    .slice(0, limit)
    .map(({ option }) => option)
}
