import { describe, expect, it } from 'vitest'

import { sinceWhen } from './since.ts'

const quiet = [0, 1, 0, 0, 0, 2, 0, 0, 1, 0]

describe('since when something is more than usual', () => {
  it('is the first day of the rise, although it swells for days', () => {
    expect(sinceWhen([...quiet, 2, 3, 3, 5, 6, 6, 7, 6], 0.3)).toBe(quiet.length)
  })

  it('is not an earlier lonely peak', () => {
    expect(sinceWhen([0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 4, 5, 4, 5, 4], 0.4)).toBe(10)
  })

  it('is never where the last week is as usual', () => {
    expect(sinceWhen(quiet, 0.5)).toBe(quiet.length)
    expect(sinceWhen([], 0)).toBe(0)
  })
})
