import { describe, expect, it } from 'vitest'

import { filtersFrom, isNarrowed, opening, queryOf, turnedTo } from './filters.ts'

describe('the filters in the address', () => {
  it('open on what waits for me, with an empty address', () => {
    expect(filtersFrom({})).toEqual(opening)
    expect(queryOf(opening)).toEqual({})
  })

  it('come back as they were', () => {
    const filters = {
      ...opening,
      mine: false,
      step: 'review',
      unit: 'u-1',
      q: '路灯',
      sort: 'updated',
      dir: 'asc',
    } as const
    expect(filtersFrom(queryOf(filters))).toEqual(filters)
  })

  it('group the own work by next step, and order everybody’s by what is due', () => {
    expect(opening).toMatchObject({ mine: true, sort: 'step' })
    expect(filtersFrom({ view: 'all' })).toMatchObject({ sort: 'due', dir: 'asc' })
    const all = { ...opening, ...turnedTo(false) }
    expect(queryOf(all)).toEqual({ view: 'all' })
    expect(queryOf({ ...all, sort: 'step' })).toEqual({ view: 'all', sort: 'step' })
    expect(queryOf({ ...all, ...turnedTo(true) })).toEqual({})
  })

  it('ignore what they do not understand', () => {
    expect(filtersFrom({ step: 'nonsense', sort: '1; drop', dir: 'up', q: ['a', 'b'] })).toEqual(opening)
  })

  it('know whether anything is narrowed', () => {
    expect(isNarrowed({ ...opening, step: 'sign' })).toBe(false)
    expect(isNarrowed({ ...opening, category: '0101' })).toBe(true)
  })
})
