import type { CaseFact } from './caseFact.ts'
import type { Paths } from './paths.ts'
import type { WorkingTime } from './workingTime.ts'

/** What a fact looks like in a table, without sign and ordinal; kept, so that it is taken away exactly as it was brought. */
export type CaseRow = Readonly<Record<string, string | number | null | readonly string[]>>

/** A fact with its place in the trees as of the moment it came to stand there. */
export type KnownCase = { readonly fact: CaseFact; readonly row: CaseRow }

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** `2026-01-01 08:00:00.000`, which every engine reads without a setting. */
export const stamp = (iso: string) => iso.replace('T', ' ').replace('Z', '')

const columns = new Map<string, string>()
function columnOf(name: string): string {
  let column = columns.get(name)
  if (column === undefined) columns.set(name, (column = snake(name)))
  return column
}

function cell(name: string, value: string | number | boolean | null): string | number | null {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'string' && name.endsWith('At') ? stamp(value) : value
}

type Placed = { readonly path: readonly string[]; readonly same: boolean }

/** The path that the row has already, unless the code is another one now. */
function pathOf(
  paths: Paths,
  before: KnownCase | undefined,
  about: { code: 'category' | 'unit' | 'categoryRegistered'; fact: CaseFact; at: string },
): Placed {
  const { code, fact, at } = about
  const column = code === 'categoryRegistered' ? 'category_path_registered' : `${code}_path`
  const known = before?.row[column]
  if (before?.fact[code] === fact[code] && Array.isArray(known)) return { path: known as readonly string[], same: true }
  return { path: paths.of(code === 'unit' ? 'organisation' : 'categories', fact[code], at), same: false }
}

function concernsOf(paths: Paths, before: KnownCase | undefined, fact: CaseFact, at: string): readonly string[] {
  const known = before?.row['concerns']
  if (before?.fact.assignments === fact.assignments && Array.isArray(known)) return known as readonly string[]
  const units = [fact.intakeUnit, ...Object.values(fact.assignments).map(({ unit }) => unit)]
  const added = units.flatMap((unit) => paths.of('organisation', unit, at))
  return [...new Set([...((known as readonly string[] | undefined) ?? []), ...added])].sort()
}

/** Counted once, when the case is closed: a calendar that is corrected later changes no number of the past. */
function workedOf(working: WorkingTime, before: KnownCase | undefined, fact: CaseFact): number | null {
  const { dispatchedAt, closedAt } = fact
  if (dispatchedAt === null || closedAt === null) return null
  const known = before?.row['working_seconds']
  const same = before?.fact.closedAt === closedAt && before.fact.dispatchedAt === dispatchedAt
  return same && typeof known === 'number' ? known : working.secondsBetween(dispatchedAt, closedAt)
}

/** What the log has told of the world beside the cases. */
export type World = { readonly paths: Paths; readonly working: WorkingTime }

/** The row of a case after an event that changed its fact. */
export function rowOf(
  caseId: string,
  fact: CaseFact,
  before: KnownCase | undefined,
  { paths, working, at }: World & { at: string },
): CaseRow {
  const row: Record<string, string | number | null | readonly string[]> = { case_id: caseId }
  for (const [name, value] of Object.entries(fact)) {
    if (value === null || typeof value !== 'object')
      row[columnOf(name)] = cell(name, value as string | number | boolean | null)
  }
  row['category_path'] = pathOf(paths, before, { code: 'category', fact, at }).path
  row['category_path_registered'] = pathOf(paths, before, { code: 'categoryRegistered', fact, at }).path
  row['unit_path'] = pathOf(paths, before, { code: 'unit', fact, at }).path
  row['working_seconds'] = workedOf(working, before, fact)
  row['concerns'] = concernsOf(paths, before, fact, at)
  return row
}
