import { describe, expect, it } from 'vitest'

import type { WorkRow } from '../../api/types.ts'
import { mergeRows } from './mergeRows.ts'

const row = (id: string, nextStep = 'sign') => ({ id, nextStep }) as WorkRow
const shown = [row('a'), row('b')].map((each) => ({ row: each, moved: false }))
const ids = (merged: ReturnType<typeof mergeRows>) => merged.shown.map((each) => each.row.id)

describe('merge rows', () => {
  it('changes a known row in place, whatever its new rank', () => {
    const merged = mergeRows(shown, [row('b', 'report'), row('a')], true)
    expect(ids(merged)).toEqual(['a', 'b'])
    expect(merged.shown[1]?.row.nextStep).toBe('report')
    expect(merged.waiting).toBe(0)
  })

  it('holds new rows back and counts them', () => {
    const merged = mergeRows(shown, [row('c'), row('a'), row('b')], true)
    expect(ids(merged)).toEqual(['a', 'b'])
    expect(merged.waiting).toBe(1)
  })

  it('keeps a row that left the list, marked', () => {
    const merged = mergeRows(shown, [row('b')], true)
    expect(merged.shown[0]).toMatchObject({ moved: true })
    expect(merged.waiting).toBe(1)
  })

  it('cannot tell that a row left when not all were asked for', () => {
    expect(mergeRows(shown, [row('b')], false).shown[0]).toMatchObject({ moved: false })
  })
})
