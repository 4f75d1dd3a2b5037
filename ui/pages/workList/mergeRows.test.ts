import { describe, expect, it } from 'vitest'

import type { WorkRow } from '../../api/types.ts'
import { asShown, groupsOf, mergeRows, withLeft } from './mergeRows.ts'

const row = (id: string, nextStep = 'sign', revision = '1', by = 'a-colleague') =>
  ({ id, nextStep, revision, last: { type: 'SignedFor', at: '', by: { id: by, kind: 'person' } } }) as WorkRow
const shown = asShown([row('a'), row('b')])
const fresh = { isComplete: true, isGrouped: false, me: 'me' }
const merge = (rows: WorkRow[], more: Partial<typeof fresh> = {}) => mergeRows(shown, { rows, ...fresh, ...more })
const ids = (merged: ReturnType<typeof mergeRows>) => merged.shown.map((each) => each.row.id)

describe('merge rows', () => {
  it('changes a known row in place, whatever its new rank, and says who did it', () => {
    const merged = merge([row('b', 'report', '2'), row('a')])
    expect(ids(merged)).toEqual(['a', 'b'])
    expect(merged.shown[1]).toMatchObject({ row: { nextStep: 'report' }, news: { by: { id: 'a-colleague' } } })
    expect(merged.shown[0]?.news).toBeUndefined()
    expect(merged.waiting).toBe(0)
  })

  it('takes what I did myself for no news', () => {
    expect(merge([row('a', 'report', '2', 'me'), row('b')]).shown[0]).toMatchObject({ news: undefined })
  })

  it('holds new rows back and counts them', () => {
    const merged = merge([row('c'), row('a'), row('b')])
    expect(ids(merged)).toEqual(['a', 'b'])
    expect(merged.waiting).toBe(1)
  })

  it('keeps a row that left the list, marked', () => {
    const merged = merge([row('b')])
    expect(merged.shown[0]).toMatchObject({ moved: true })
    expect(merged.waiting).toBe(1)
  })

  it('cannot tell that a row left when not all were asked for', () => {
    expect(merge([row('b')], { isComplete: false }).shown[0]).toMatchObject({ moved: false })
  })

  it('leaves a row under its old step until the new order is asked for', () => {
    const merged = merge([row('a', 'report', '2'), row('b')], { isGrouped: true })
    expect(groupsOf(merged.shown, true).map(({ step, rows }) => [step, rows.length])).toEqual([['sign', 2]])
    expect(merged.waiting).toBe(1)
  })
})

describe('rows that have left', () => {
  it('say what became of them, or go when they are no longer to be seen', () => {
    const { shown: left } = merge([])
    const after = withLeft(left, ['a', 'b'], [row('a', 'review', '3')], 'me')
    expect(after).toHaveLength(1)
    expect(after[0]).toMatchObject({ moved: true, row: { nextStep: 'review' }, news: { type: 'SignedFor' } })
  })
})

describe('groups', () => {
  it('are runs of one step, or one where nothing is grouped', () => {
    const rows = asShown([row('a'), row('b', 'report'), row('c', 'report')])
    expect(groupsOf(rows, true).map(({ step, rows: of }) => [step, of.length])).toEqual([
      ['sign', 1],
      ['report', 2],
    ])
    expect(groupsOf(rows, false)).toHaveLength(1)
    expect(groupsOf([], false)).toEqual([])
  })
})
