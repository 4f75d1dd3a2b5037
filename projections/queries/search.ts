import { searchedWords, searchQuery } from '../caseSearch/bigrams.ts'
import { normalised } from '../caseSearch/bigrams.ts'
import type { Searchable } from '../caseSearch/searchable.ts'
import { Bitmap } from '../kernel/bitmap.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { maskText } from './masks.ts'
import { openKept, type Keys } from './opened.ts'

const newestFirst = 'SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC'
const noEnd = Number.MAX_SAFE_INTEGER
/** So many hits are looked through to count them once the page is full; beyond, the total says "at least". */
const mostCounted = 1_000
/** So many to fill the page, seen or not. */
const longestLook = 50_000
const order = 'newest'

export type SearchAsked = { readonly q: string; readonly limit: number; readonly cursor?: string | undefined }
export type SearchPage = {
  readonly ns: readonly number[]
  readonly nextCursor: string | null
  readonly total: number
  readonly more: boolean
}

const nothing: SearchPage = { ns: [], nextCursor: null, total: 0, more: false }

/** Ordinals of the newest cases that hold every word, as far as `visible` lets them be seen (undefined: all). */
export function searchPage(database: Database, asked: SearchAsked, visible: Bitmap | undefined): SearchPage {
  const { limit } = asked
  const from = readCursor(asked.cursor, order)
  const query = searchQuery(asked.q)
  if (query === undefined) return nothing
  const { ns, total, more } = counted(hits(database, query, from?.n ?? noEnd), limit, visible)
  const last = ns[limit - 1]
  const goesOn = ns.length > limit && last !== undefined
  const nextCursor = goesOn ? writeCursor({ order, key: null, n: last }) : null
  return { ns: ns.slice(0, limit), nextCursor, total, more }
}

function counted(found: Iterable<number>, limit: number, visible: Bitmap | undefined) {
  const ns: number[] = []
  let total = 0
  let looked = 0
  for (const n of found) {
    looked += 1
    if (!visible || visible.has(n)) {
      total += 1
      if (ns.length <= limit) ns.push(n)
    }
    if (looked >= (ns.length > limit ? mostCounted : longestLook)) return { ns, total, more: true }
  }
  return { ns, total, more: false }
}

const hits = (database: Database, query: string, below: number): IterableIterator<number> =>
  prepared(database, newestFirst).pluck().iterate(query, below) as IterableIterator<number>

/** The newest hits as a set, to narrow a list by. */
export function searchHits(database: Database, q: string): Bitmap {
  const found = new Bitmap()
  const query = searchQuery(q)
  if (query === undefined) return found
  let looked = 0
  for (const n of hits(database, query, noEnd)) {
    found.add(n)
    if (++looked >= longestLook) break
  }
  return found
}

export type FoundText = { readonly id: string; readonly row: Searchable }

export function searchable(database: Database, n: number): FoundText | undefined {
  const stored = prepared(database, 'SELECT id, row FROM state WHERE n = ?').get(n) as
    | { id: string; row: string }
    | undefined
  return stored ? { id: stored.id, row: JSON.parse(stored.row) as Searchable } : undefined
}

const around = 24

/** The first place in the case's texts where one of the words stands, with what is around it. */
export function snippetOf({ id, row }: FoundText, q: string, keys: Keys): string {
  const words = searchedWords(q)
  const texts = Object.entries(row.texts).flatMap(([name, kept]) => {
    const text = name === 'title' ? '' : openKept(kept, `case-${id}`, keys)
    return typeof text === 'string' && text !== '' ? [text] : []
  })
  for (const text of texts) {
    const plain = normalised(text)
    const at = words.map((word) => plain.indexOf(word)).find((index) => index >= 0)
    if (at !== undefined) return maskText(cut(text, at))
  }
  return maskText(cut(texts[0] ?? '', 0))
}

function cut(text: string, at: number): string {
  const [from, to] = [Math.max(0, at - around), at + around * 2]
  const inside = text.slice(from, to).replaceAll(/\s+/g, ' ')
  return `${from > 0 ? '…' : ''}${inside}${to < text.length ? '…' : ''}`
}
