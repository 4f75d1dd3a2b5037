import { afterEach, describe, expect, it } from 'vitest'

import { showTimesIn } from '../../format/zone.ts'
import { daysIn, filled, fromDay, missingIn } from './form.ts'

describe('an administrator’s form', () => {
  afterEach(() => showTimesIn('Asia/Shanghai'))

  it('leaves out what was not filled in', () => {
    expect(filled({ code: 'north', nameEn: undefined, handlesCases: false })).toEqual({
      code: 'north',
      handlesCases: false,
    })
  })

  it('asks for what is needed', () => {
    const fields = [
      { name: 'code', kind: 'line', label: 'code' },
      { name: 'nameEn', kind: 'line', label: 'nameEn', optional: true },
    ] as const
    expect(missingIn(fields, { code: '  ' })).toEqual(['code'])
  })

  it('takes a day for its midnight in the city, and no day for at once', () => {
    expect(fromDay({ from: '2027-01-01' }, 'from')).toBe('2026-12-31T16:00:00.000Z')
    expect(fromDay({ from: '' }, 'from')).toBeUndefined()
    showTimesIn('America/New_York')
    expect(fromDay({ from: '2027-01-01' }, 'from')).toBe('2027-01-01T05:00:00.000Z')
  })

  it('reads a notice of holidays line by line, and names the lines that are none', () => {
    expect(daysIn('2027-10-01 休 国庆节\n\n2027-10-09，班\n国庆 放假 七天')).toEqual({
      days: [
        { date: '2027-10-01', kind: 'holiday', name: '国庆节' },
        { date: '2027-10-09', kind: 'workday' },
      ],
      bad: ['国庆 放假 七天'],
    })
  })
})
