import { describe, expect, it } from 'vitest'

import { casesSeen, dayBeside, type LookRow } from './looks.ts'

const row = (...subjects: LookRow['subjects']): LookRow => ({
  key: '1-0',
  at: '2026-05-06T01:00:00.000Z',
  type: 'CaseViewed',
  account: { id: 'staff-1' },
  fields: [],
  purpose: null,
  subjects,
})
const lamp = { id: 'c1', caseNumber: '202605060000011' }

describe('a line of the look log', () => {
  it('names each case once, however it was reached', () => {
    const seen = casesSeen(row({ kind: 'case', id: 'c1', cases: [lamp] }, { kind: 'contact', id: 'k1', cases: [lamp] }))
    expect(seen).toEqual([lamp])
    expect(casesSeen(row({ kind: 'person', id: 'p1', cases: [] }))).toEqual([])
  })

  it('steps over the end of a month, and leaves alone what is no day', () => {
    expect([dayBeside('2026-03-01', -1), dayBeside('2026-12-31', 1), dayBeside('', 1)]).toEqual([
      '2026-02-28',
      '2027-01-01',
      '',
    ])
  })
})
