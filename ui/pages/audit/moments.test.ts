import { describe, expect, it } from 'vitest'

import { mergedLooks, momentsOf } from './moments.ts'
import { isBackDated, statesOf, type Look, type Replay, type ReplayEvent } from './replay.ts'

const on = (time: string) => `2025-06-02T${time}.000Z`
const event = (revision: string, recordedAt: string, occurredAt = recordedAt) =>
  ({ revision, recordedAt, occurredAt, type: 'NoteAdded' }) as ReplayEvent
const look = (at: string, id: string, more: Partial<Look> = {}): Look => ({
  subject: 'case-1',
  type: 'CaseViewed',
  at,
  account: { id },
  fields: ['page'],
  purpose: null,
  ...more,
})

const replay = {
  events: [event('0', on('01:00:00')), event('1', on('02:00:00')), event('2', on('05:00:00'), on('01:30:00'))],
  axes: {
    known: ['0 01', '1 02', '2 05'].map((one) => ({ revision: one[0], at: on(`${one.slice(2)}:00:00`), changed: {} })),
    happened: [
      { revision: '0', at: on('01:00:00'), changed: {} },
      { revision: '2', at: on('01:30:00'), changed: {} },
      { revision: '1', at: on('02:00:00'), changed: {} },
    ],
  },
  seals: [{ number: '7', sealedAt: on('02:00:00'), covers: ['0', '1'] }],
} as unknown as Replay

describe('the moments of a case', () => {
  it('are events, looks and seals in the order in which they became known', () => {
    const moments = momentsOf(replay, mergedLooks({ rows: [look(on('03:00:00'), 'li')], total: 1 }), 'known')
    expect(moments.map(({ key, after }) => `${key} ${after}`)).toEqual([
      'event 0 1',
      'event 1 2',
      'seal 7 2',
      'look 0 2',
      'event 2 3',
    ])
  })

  it('put what was entered later where it happened, on the other axis', () => {
    const moments = momentsOf(replay, [], 'happened')
    expect(moments.map(({ key }) => key)).toEqual(['event 0', 'event 2', 'event 1', 'seal 7'])
  })

  it('take together what a page asks for at once, and nothing else', () => {
    const rows = [
      look(on('09:10:00'), 'li'),
      look(on('09:00:02'), 'wang'),
      look(on('09:00:01'), 'li', { subject: 'contact-1', fields: ['timeline'] }),
      look(on('09:00:00'), 'li'),
    ]
    const merged = mergedLooks({ rows, total: 4 })
    expect(merged.map(({ account, subjects, fields }) => [account.id, subjects.length, fields.join()])).toEqual([
      ['li', 2, 'page,timeline'],
      ['wang', 1, 'page'],
      ['li', 1, 'page'],
    ])
  })
})

describe('a state', () => {
  it('is what was before with what became different', () => {
    const steps = [{ changed: { title: '一', round: 1 } }, { changed: { title: '二' } }] as never
    expect(statesOf(steps)).toEqual([
      { title: '一', round: 1 },
      { title: '二', round: 1 },
    ])
  })

  it('rests on a fact that was entered later only when it was noticeably later', () => {
    expect(isBackDated({ recordedAt: on('01:00:30'), occurredAt: on('01:00:00') })).toBe(false)
    expect(isBackDated({ recordedAt: on('02:00:00'), occurredAt: on('01:00:00') })).toBe(true)
  })
})
