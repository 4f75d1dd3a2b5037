import { describe, expect, it } from 'vitest'

import { pieces, ringPath } from './donut.ts'

describe('a ring of shares', () => {
  it('is cut where the shares end', () => {
    expect(pieces([1, 2, 1])).toEqual([
      { from: 0, to: 0.25 },
      { from: 0.25, to: 0.75 },
      { from: 0.75, to: 1 },
    ])
    expect(pieces([0, 0])).toEqual([
      { from: 0, to: 0 },
      { from: 0, to: 0 },
    ])
  })

  it('draws a quarter from the top to the right', () => {
    expect(ringPath({ from: 0, to: 0.25 }, 10, 5)).toBe('M0 -10A10 10 0 0 1 10 0L5 0A5 5 0 0 0 0 -5Z')
  })

  it('draws a whole ring as two halves', () => {
    expect(ringPath({ from: 0, to: 1 }, 10, 5).match(/M/g)).toHaveLength(2)
  })
})
