import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { checkDigit, formatCaseNumber, largestSerial, parseCaseNumber } from './caseNumber.ts'

const aNumber = fc.record({
  date: fc.constantFrom('20260302', '20251231', '20000101'),
  serial: fc.integer({ min: 1, max: largestSerial }),
})
const wrongAt = (digits: string, index: number, by: number) =>
  digits.slice(0, index) + ((Number(digits[index]) + by) % 10) + digits.slice(index + 1)

describe('case number', () => {
  it('is date, six digits and a check digit', () =>
    expect(formatCaseNumber({ date: '20260302', serial: 1 })).toMatch(/^20260302000001\d$/))

  it('computes the check digit as ISO 7064 does in its example', () =>
    // ISO/IEC 7064:2003 §8.2: 0794 gets the check digit 5.
    expect(checkDigit('0794')).toBe('5'))

  it('reads back what it wrote', () =>
    fc.assert(
      fc.property(aNumber, (number) => {
        expect(parseCaseNumber(formatCaseNumber(number))).toEqual(number)
      }),
    ))

  it('finds every wrong digit', () =>
    fc.assert(
      fc.property(aNumber, fc.integer({ min: 0, max: 14 }), fc.integer({ min: 1, max: 9 }), (number, index, by) => {
        expect(parseCaseNumber(wrongAt(formatCaseNumber(number), index, by))).toBeUndefined()
      }),
    ))

  it('overlooks blanks and hyphens that people type', () => {
    const typed = formatCaseNumber({ date: '20260302', serial: 42 }).replace(/^(\d{8})(\d{6})/, '$1-$2 ')
    expect(parseCaseNumber(typed)).toEqual({ date: '20260302', serial: 42 })
  })

  it.each(['', 'case', '2026', '20260302000000', '2026030200000123'])('finds no number in "%s"', (typed) =>
    expect(parseCaseNumber(typed)).toBeUndefined(),
  )

  it.each([
    { date: '20260302', serial: 0 },
    { date: '20260302', serial: largestSerial + 1 },
    { date: '2026-3-2', serial: 1 },
  ])('is not made of %j', (number) => expect(() => formatCaseNumber(number)).toThrow(RangeError))
})
