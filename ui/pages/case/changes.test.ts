import { describe, expect, it } from 'vitest'

import type { TimelineItem } from '../../api/types.ts'
import { changesIn } from './changes.ts'

const told = { changed: [{ type: 'NoteAdded', revision: '4', by: 'staff-2', recordedAt: '2026-11-24T01:00:00.000Z' }] }

describe('what changed meanwhile', () => {
  it('names the colleague as the time line does', () => {
    const entry = {
      revision: '4',
      actor: { id: 'staff-2', name: '赵强' },
      data: { text: '已联系' },
    } as unknown as TimelineItem
    expect(changesIn(told, [entry])).toEqual([
      { type: 'NoteAdded', data: { text: '已联系' }, at: '2026-11-24T01:00:00.000Z', name: '赵强' },
    ])
  })

  it('falls back on the id while the time line lags', () => {
    expect(changesIn(told, [])[0]?.name).toBe('staff-2')
    expect(changesIn(undefined, [])).toEqual([])
  })
})
