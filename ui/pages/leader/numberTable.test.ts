import { describe, expect, it } from 'vitest'

import { numberTable } from './numberTable.ts'

const member = (id: string, weight = 1) => ({
  id,
  caseNumber: `2026${id}`,
  registeredAt: `2026-11-0${id}T01:00:00.000Z`,
  weight,
})
const part = (words: string, ids: readonly string[], hidden = 0) => ({
  words,
  rows: ids.map((id) => member(id)),
  page: { total: ids.length + hidden, weight: ids.length + hidden, hidden },
})
const heads = { caseNumber: 'Number', registered: 'Registered', sum: 'Sum', withheld: 'Not listed' }
const facts = [{ head: 'Unit', of: () => 'Water' }]

describe('a number as a table', () => {
  it('has every case once, marks its parts, and adds up to the counts', () => {
    const parts = [part('in time', ['1', '3']), part('fell due', ['1', '2', '3'], 2)]
    const [head, ...lines] = numberTable({ parts, facts, heads, now: new Map() })
    expect(head).toEqual(['Number', 'Registered', 'in time', 'fell due', 'Unit'])
    expect(lines.map(([number, , ...marks]) => [number, ...marks])).toEqual([
      ['20263', 1, 1, 'Water'],
      ['20262', 0, 1, 'Water'],
      ['20261', 1, 1, 'Water'],
      ['Not listed', 0, 2, ''],
      ['Sum', 2, 5, ''],
    ])
    for (const column of [2, 3]) {
      const above = lines.slice(0, -1).reduce((sum, line) => sum + Number(line[column]), 0)
      expect(above).toBe(lines.at(-1)?.[column])
    }
  })

  it('has no line for withheld cases where there are none', () => {
    const lines = numberTable({ parts: [part('cases', ['1'])], facts: [], heads, now: new Map() })
    expect(lines.map(([first]) => first)).toEqual(['Number', '20261', 'Sum'])
  })
})
