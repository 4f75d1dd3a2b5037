import { describe, expect, it } from 'vitest'

import { dayLabels } from './dayLabels.ts'

const said = (days: readonly string[]) => dayLabels(days).map(({ day, left, isSpare }) => [day, left, isSpare])

describe('the days under the time line', () => {
  it('stand where each begins, and on a telephone only where there is room', () => {
    const days = ['5月28日', '5月28日', '5月29日', '6月2日', '6月2日', '6月15日']
    expect(said(days)).toEqual([
      ['5月28日', 0, false],
      ['5月29日', 40, false],
      ['6月2日', 60, true],
      ['6月15日', 100, false],
    ])
  })

  it('leave out what would be written over another', () => {
    const many = Array.from({ length: 41 }, (_, n) => `${n + 1}`)
    expect(dayLabels(many).map(({ day }) => day)).toEqual(['1', '6', '11', '16', '21', '26', '31', '36', '41'])
    expect(said(['今天'])).toEqual([['今天', 50, false]])
  })
})
