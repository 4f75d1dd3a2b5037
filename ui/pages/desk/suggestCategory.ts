import type { AlikeRow } from '../../api/callers.ts'
import type { PickOption } from '../../composables/useReference.ts'

export type Suggestion = { readonly code: string; readonly score: number }
/** Stands beside the choice in the log, so that a later reader knows what proposed it. */
export const suggestionVersion = 'desk-words-1'

const enough = 0.3

function pairsOf(text: string): ReadonlySet<string> {
  const plain = Array.from(text.toLowerCase().replaceAll(/[\s\p{P}]/gu, ''))
  return new Set(plain.slice(1).map((character, index) => `${plain[index] ?? ''}${character}`))
}

/** How much of a category's name the story says: 0 to 1. */
function saidShare(label: string, said: ReadonlySet<string>): number {
  const pairs = [...pairsOf(label)]
  return pairs.length === 0 ? 0 : pairs.filter((pair) => said.has(pair)).length / pairs.length
}

/** Cases that are told alike; that the same person brought another matter says nothing about this one. */
function votesOf(alike: readonly AlikeRow[]): ReadonlyMap<string, number> {
  const votes = new Map<string, number>()
  const told = alike.filter(({ why }) => why.includes('same-words'))
  for (const { category } of told) if (category) votes.set(category.code, (votes.get(category.code) ?? 0) + 1)
  return votes
}

/** The most specific category that the words and the cases like this one speak for. */
export function suggestCategory(
  text: string,
  options: readonly PickOption[],
  alike: readonly AlikeRow[],
): Suggestion | undefined {
  const open = options.filter(({ selectable }) => selectable)
  const [only] = open
  if (open.length === 1 && only && text.trim()) return { code: only.code, score: 1 }
  const said = pairsOf(text)
  const votes = votesOf(alike)
  const most = Math.max(1, ...votes.values())
  const share = ({ code, label }: PickOption) => 0.6 * saidShare(label, said) + 0.4 * ((votes.get(code) ?? 0) / most)
  const [best] = open
    .map((option) => ({ code: option.code, depth: option.depth, score: Math.round(share(option) * 100) / 100 }))
    .sort((a, b) => b.score - a.score || b.depth - a.depth)
  return best && best.score >= enough ? { code: best.code, score: best.score } : undefined
}
