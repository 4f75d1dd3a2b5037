import { indexWords } from '../caseSearch/bigrams.ts'
import type { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'

/** What is asked about of a text: the beginning says what it is about, the end is what is being typed. */
const [firstWords, lastWords] = [48, 16]
/** So many of the newest cases with a word are looked at; a word with more says little. */
const mostHits = 300

/** Distinct words of the index, without single characters, which stand everywhere. */
export function wordsOf(text: string): string[] {
  const all = [...new Set(indexWords(text).split(' '))].filter((word) => Array.from(word).length > 1)
  if (all.length <= firstWords + lastWords) return all
  return [...all.slice(0, firstWords), ...all.slice(-lastWords)]
}

const newest = `SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ${mostHits}`

/**
 * How much of the text each candidate shares, from 0 to 1: words that few candidates have weigh more. Words that none has
 * count half, since a story told anew is never told in the same words.
 */
export function sharedWords(database: Database, text: string, candidates: Bitmap): Map<number, number> {
  const shared = new Map<number, number>()
  const size = candidates.count
  let total = 0
  for (const word of wordsOf(text)) {
    const found = prepared(database, newest)
      .pluck()
      .all(`"${word.replaceAll('"', '')}"`) as number[]
    const hits = found.filter((n) => candidates.has(n))
    const weight = Math.log(1 + size / (hits.length + 1))
    total += hits.length === 0 ? weight / 2 : weight
    for (const n of hits) shared.set(n, (shared.get(n) ?? 0) + weight)
  }
  if (total > 0) for (const [n, weight] of shared) shared.set(n, weight / total)
  return shared
}
