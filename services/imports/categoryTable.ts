import { parse } from 'csv-parse/sync'

import type { ReferenceData } from '../kernel/reference.ts'
import type { Words } from '../kernel/refusal.ts'
import { missingCategories, type CategoryPath } from './categories.ts'

/** A line of a table of categories, one column per level, and what would become of it. */
export type TableRow = {
  readonly line: number
  readonly names: readonly string[]
  readonly outcome: 'new' | 'known' | 'problem'
  readonly problem?: Words
}

export type TablePreview = {
  readonly rows: readonly TableRow[]
  /** What `defineCategories` is to be sent, parents first. */
  readonly definitions: readonly { readonly code: string; readonly name: string; readonly parent?: string }[]
}

const mostLevels = 3
const mostName = 200
export const mostRows = 5_000

const words = (zh: string, en: string): Words => ({ zh, en })

/** The table cannot be read as one at all. */
export class NoTable extends Error {
  override readonly name = 'NoTable'
}

type Read = { readonly line: number; readonly cells: readonly string[] }

/** Pasted from a spreadsheet (tabs) or from a file (commas), quotes as in RFC 4180. */
function linesOf(text: string): Read[] {
  const delimiter = text.includes('\t') ? '\t' : ','
  try {
    const found = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      info: true,
      trim: true,
    }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    return found.map(({ record, info }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    throw new NoTable(error instanceof Error ? error.message : String(error))
  }
}

const isHeader = (cells: readonly string[]) =>
  cells.every((cell) => cell === '' || /^(level ?\d|[一二三1-3]级(分类|事项)?|名称|name)$/i.test(cell))

function problemIn(cells: readonly string[], names: readonly string[]): Words | undefined {
  if (names.length > mostLevels)
    return words(
      `超过 ${mostLevels} 级。请删去多余的列。`,
      `It has more than ${mostLevels} levels. Remove the columns beyond.`,
    )
  if (names.some((name) => name === ''))
    return words('中间有一级是空的。请补上。', 'A level is empty between others. Fill it in.')
  const long = cells.find((cell) => Array.from(cell).length > mostName)
  if (long !== undefined) return words(`名称超过 ${mostName} 个字。`, `A name has more than ${mostName} characters.`)
  return undefined
}

const key = (names: CategoryPath) => JSON.stringify(names)

/** What a table would define, line by line; nothing is written. @throws NoTable */
export function previewCategories(text: string, reference: ReferenceData): TablePreview {
  const known = new Set(reference.categories().map(({ names }) => key(names)))
  const first = new Map<string, number>()
  const lines = linesOf(text).filter(({ cells }, index) => cells.some(Boolean) && !(index === 0 && isHeader(cells)))
  const rows = lines.map(({ line, cells }): TableRow => {
    const names = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)
    const earlier = first.get(key(names))
    const repeated = words(`与第 ${earlier} 行相同。请只保留一行。`, `The same as line ${earlier}. Keep one of them.`)
    const problem = problemIn(cells, names) ?? (earlier === undefined ? undefined : repeated)
    if (problem) return { line, names, outcome: 'problem', problem }
    first.set(key(names), line)
    return { line, names, outcome: known.has(key(names)) ? 'known' : 'new' }
  })
  const paths = rows.filter(({ outcome }) => outcome === 'new').map(({ names }) => names)
  return { rows, definitions: missingCategories(paths, reference).definitions }
}
