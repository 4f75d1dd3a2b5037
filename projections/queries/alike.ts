import { dayMs } from '../../services/kernel/zone.ts'
import { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { sharedWords } from './alikeWords.ts'
import type { Asking } from './asking.ts'
import { marked, visibleTo } from './marked.ts'
import { rowsAt, type FoundRow } from './workList.ts'

export type Matter = {
  readonly text: string
  readonly category?: string | undefined
  readonly district?: string | undefined
  readonly street?: string | undefined
}
export type Why = 'same-caller' | 'same-place' | 'same-category' | 'same-words'
export type Alike = { readonly found: FoundRow; readonly why: readonly Why[]; readonly score: number }
export type AlikeFiles = { readonly workList: Database; readonly caseSearch: Database }

const recentDays = 30
const mostRecent = 20_000
/** So many are read to compare their places: the most alike by words, and the newest of the category. */
const [mostByWords, mostByCategory] = [80, 120]
const most = 6

/** What each reason is worth; together they must reach `enough`, unless it is the same caller. */
const worth = { caller: 3, words: 3, street: 1, district: 0.4, category: 0.8 } as const
const enough = 1.75
/** A share of words that is worth naming. */
const tellingShare = 0.15

/** Open, or last changed within 30 days, as far as the viewer may see them. */
function candidatesOf(database: Database, { viewer, reference }: Asking, now: number): Bitmap {
  const visible = visibleTo(database, viewer, reference)
  const open = visible.without(marked(database, 'step', 'none')).without(marked(database, 'step', 'unknown'))
  const sql = 'SELECT n FROM listing WHERE updated >= ? ORDER BY updated DESC LIMIT ?'
  const recent = prepared(database, sql)
    .pluck()
    .all(now - recentDays * dayMs, mostRecent) as number[]
  for (const n of recent) if (visible.has(n)) open.add(n)
  return open
}

function placeWorth({ row }: FoundRow, { district, street }: Matter): number {
  const { place } = row.facts
  if (street) return place?.street === street ? worth.street : 0
  return district && place?.district === district ? worth.district : 0
}

function compared(found: FoundRow, matter: Matter, { share, isCaller }: { share: number; isCaller: boolean }): Alike {
  const place = placeWorth(found, matter)
  const isCategory = matter.category !== undefined && found.row.facts.category === matter.category
  const reasons: [Why, boolean, number][] = [
    ['same-caller', isCaller, worth.caller],
    ['same-place', place > 0, place],
    ['same-category', isCategory, worth.category],
    ['same-words', share >= tellingShare, share * worth.words],
  ]
  const held = reasons.filter(([, holds]) => holds)
  const score = held.reduce((sum, [, , value]) => sum + value, 0)
  return { found, why: held.map(([why]) => why), score: Math.round(score * 100) / 100 }
}

const isAlike = ({ why, score }: Alike): boolean => score >= enough || why.includes('same-caller')

const bestFirst = (a: Alike, b: Alike): number =>
  b.score - a.score || b.found.row.facts.registeredAt.localeCompare(a.found.row.facts.registeredAt)

function newestOf(matches: Bitmap, limit: number): number[] {
  const found: number[] = []
  for (const n of matches.descending()) if (found.push(n) >= limit) break
  return found
}

/** Cases that may be the same matter, best first: by who calls, where it is, what it is about and how it is told. */
export function alikeCases(
  { workList, caseSearch }: AlikeFiles,
  matter: Matter,
  callers: Bitmap,
  { asking, now }: { asking: Asking; now: number },
): Alike[] {
  const candidates = candidatesOf(workList, asking, now)
  const shares = sharedWords(caseSearch, matter.text, candidates)
  const byWords = [...shares].toSorted(([, a], [, b]) => b - a).slice(0, mostByWords)
  const ofCategory = matter.category ? candidates.and(marked(workList, 'category', matter.category)) : new Bitmap()
  const ns = [
    ...newestOf(callers.and(candidates), mostByWords),
    ...byWords.map(([n]) => n),
    ...newestOf(ofCategory, mostByCategory),
  ]
  return [...new Set(ns)]
    .flatMap((n) =>
      rowsAt(workList, [n]).map((found) =>
        compared(found, matter, { share: shares.get(n) ?? 0, isCaller: callers.has(n) }),
      ),
    )
    .filter(isAlike)
    .toSorted(bestFirst)
    .slice(0, most)
}
