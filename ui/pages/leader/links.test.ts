import { describe, expect, it } from 'vitest'

import { askedFrom, splitBy } from './asked.ts'
import { numberLink } from './links.ts'

const view = { params: { period: 'month', origin: 'live' }, home: { period: 'week' } }
const answer = {
  name: 'hotspots',
  by: ['category2', 'street'],
  params: { days: '7' },
  asOf: { instant: '2026-11-24T02:00:00.000Z', ordinal: 45_320 },
}

describe('the address of a number', () => {
  const link = numberLink(view, answer, { part: 'current', key: '0901|990106004' })
  const { query } = link as { query: Record<string, string> }

  it('pins the state that the number was made from', () => {
    expect(query).toMatchObject({ asOf: '2026-11-24T02:00:00.000Z', ordinal: '45320', days: '7' })
  })

  it('reads back as the metric’s own question, and knows the way home', () => {
    expect(askedFrom(query)).toEqual({
      params: {
        period: 'month',
        origin: 'live',
        days: '7',
        asOf: '2026-11-24T02:00:00.000Z',
        ordinal: '45320',
        by: 'category2,street',
      },
      by: ['category2', 'street'],
      part: 'current',
      key: '0901|990106004',
      window: '',
      split: '',
      home: { period: 'week' },
    })
  })

  it('is split by one dimension more', () => {
    expect(splitBy(askedFrom({ by: 'unit1', split: 'type' }))).toEqual(['unit1', 'type'])
    expect(splitBy(askedFrom({ by: 'unit1' }))).toEqual(['unit1'])
  })
})
