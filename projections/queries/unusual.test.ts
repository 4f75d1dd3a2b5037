import { describe, expect, it } from 'vitest'

import { compareLooks, median } from './unusual.ts'

const counts = (account: string, subjects: number, reveals = 0) => ({
  account,
  looks: subjects,
  subjects,
  reveals,
  exports: 0,
})
const agents = () => ['agent']

describe('a median', () => {
  it('is the middle one, or lies between two', () => {
    expect([median([]), median([4]), median([1, 9]), median([9, 1, 2])]).toEqual([0, 4, 5, 2])
  })
})

describe('unusual looking', () => {
  it('is more than three times what colleagues of the same role saw, from a floor on', () => {
    const all = [counts('a', 61), counts('b', 20), counts('c', 22), counts('d', 18)]
    const told = compareLooks(all, agents)
    expect(told.map(({ account, unusual }) => [account, unusual])).toEqual([
      ['a', ['subjects']],
      ['b', []],
      ['c', []],
      ['d', []],
    ])
    expect(told[0]).toMatchObject({ colleagues: 3, usual: { subjects: 20 } })
  })

  it('is not said of little, however little the others did', () => {
    expect(compareLooks([counts('a', 19, 4), counts('b', 1), counts('c', 1)], agents)[0]?.unusual).toEqual([])
  })

  it('counts reveals apart', () => {
    const all = [counts('a', 30, 12), counts('b', 28, 2), counts('c', 27, 3)]
    expect(compareLooks(all, agents)[0]?.unusual).toEqual(['reveals'])
  })

  it('compares nobody with people of other work, nor with nobody', () => {
    const roles: Record<string, string[]> = { a: ['agent'], b: ['leader'], c: ['leader'] }
    const told = compareLooks([counts('a', 500), counts('b', 2), counts('c', 3)], (account) => roles[account] ?? [])
    expect(told[0]).toMatchObject({ colleagues: 0, unusual: [] })
  })
})
