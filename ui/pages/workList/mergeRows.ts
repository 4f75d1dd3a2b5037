import type { LastEntry, Step, WorkRow } from '../../api/types.ts'

/** A row on the screen, where it was put. */
export type ShownRow = {
  readonly row: WorkRow
  /** It no longer belongs in this list, but stays until the clerk asks for the new order. */
  readonly moved: boolean
  /** The step under which it was put; its own may be another by now. */
  readonly group: Step
  /** What somebody else has just done to it. */
  readonly news?: LastEntry | undefined
}

export type Merged = { readonly shown: readonly ShownRow[]; readonly waiting: number }

export const asShown = (rows: readonly WorkRow[]): readonly ShownRow[] =>
  rows.map((row) => ({ row, moved: false, group: row.nextStep }))

const isNewer = (row: WorkRow, { row: before }: ShownRow): boolean => Number(row.revision) > Number(before.revision)

/** The row as it is now, in its old place; what `me` did is no news. */
export function changed(shown: ShownRow, row: WorkRow, me: string): ShownRow {
  const by = row.last?.by.id
  const news = isNewer(row, shown) && by !== undefined && by !== me ? (row.last ?? undefined) : shown.news
  return { ...shown, row, news }
}

type Fresh = {
  readonly rows: readonly WorkRow[]
  /** All that is on the screen was asked for, so that what is absent has left. */
  readonly isComplete: boolean
  readonly isGrouped: boolean
  readonly me: string
}

/**
 * New rows against those on the screen: known rows change in place, nothing moves. `waiting` counts what a refresh
 * would bring in, take away or put under another step.
 */
export function mergeRows(shown: readonly ShownRow[], { rows, isComplete, isGrouped, me }: Fresh): Merged {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const known = new Set(shown.map(({ row }) => row.id))
  const merged = shown.map((each): ShownRow => {
    const row = byId.get(each.row.id)
    if (row) return { ...changed(each, row, me), moved: false }
    return isComplete ? { ...each, moved: true } : each
  })
  const added = rows.filter(({ id }) => !known.has(id)).length
  const displaced = merged.filter(({ row, moved, group }) => moved || (isGrouped && row.nextStep !== group)).length
  return { shown: merged, waiting: added + displaced }
}

/** Rows that have left, as they are now wherever they are; one that is nowhere is no longer the viewer's to see. */
export function withLeft(shown: readonly ShownRow[], asked: readonly string[], rows: readonly WorkRow[], me: string) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return shown.flatMap((each) => {
    if (!asked.includes(each.row.id)) return [each]
    const row = byId.get(each.row.id)
    return row ? [changed(each, row, me)] : []
  })
}

export type Group = { readonly step: Step | ''; readonly rows: readonly ShownRow[] }

/** Rows in runs of one step, or all in one where they are not grouped. */
export function groupsOf(shown: readonly ShownRow[], isGrouped: boolean): readonly Group[] {
  if (!isGrouped) return shown.length > 0 ? [{ step: '', rows: shown }] : []
  const steps = [...new Set(shown.map(({ group }) => group))]
  return steps.map((step) => ({ step, rows: shown.filter(({ group }) => group === step) }))
}
