import type { WorkRow } from '../../api/types.ts'

/** A row on the screen; `moved`: it no longer belongs here, but stays until the clerk asks for the new order. */
export type ShownRow = { readonly row: WorkRow; readonly moved: boolean }

export type Merged = { readonly shown: readonly ShownRow[]; readonly waiting: number }

/**
 * New rows against those on the screen: known rows change in place, nothing moves. `waiting` counts what a refresh
 * would bring in or take away.
 */
export function mergeRows(shown: readonly ShownRow[], fresh: readonly WorkRow[], isComplete: boolean): Merged {
  const byId = new Map(fresh.map((row) => [row.id, row]))
  const known = new Set(shown.map(({ row }) => row.id))
  const merged = shown.map((each): ShownRow => {
    const row = byId.get(each.row.id)
    if (row) return { row, moved: false }
    return isComplete ? { ...each, moved: true } : each
  })
  const added = fresh.filter(({ id }) => !known.has(id)).length
  return { shown: merged, waiting: added + merged.filter(({ moved }) => moved).length }
}
