import { describe, expect, it } from 'vitest'

import { changeOf, countText, percentText } from './figures.ts'

const compared = (change: number | null) => ({ counts: {}, values: { value: 1 }, change: { value: change } })
const count = { main: 'value', kind: 'count' } as const
const rate = { main: 'value', kind: 'rate' } as const

describe('how numbers are said', () => {
  it('groups digits, and says all and nothing only where it is so', () => {
    expect(countText(12_345, 'en')).toBe('12,345')
    expect(percentText(0.91234, 'en')).toBe('91.2%')
    expect(percentText(1, 'en')).toBe('100%')
    expect(percentText(0.99999, 'en')).toBe('99.9%')
    expect(percentText(0.00001, 'en')).toBe('0.1%')
  })

  it('gives no change on a zero base', () => {
    expect(changeOf(compared(null), count, 'en')).toBeUndefined()
    expect(changeOf(undefined, rate, 'en')).toBeUndefined()
  })

  it('calls a falling rate bad, and a falling count neither', () => {
    expect(changeOf(compared(-0.019), rate, 'en')).toEqual({ direction: 'down', text: '1.9', tone: 'bad' })
    expect(changeOf(compared(-0.019), count, 'en')).toEqual({ direction: 'down', text: '1.9%', tone: 'plain' })
    expect(changeOf(compared(0.0001), rate, 'en')).toMatchObject({ direction: 'same', tone: 'plain' })
  })
})
