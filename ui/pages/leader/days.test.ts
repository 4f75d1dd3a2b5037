import { describe, expect, it } from 'vitest'

import { dayAfter, lastMorning, localDate, localMinute, spanLabel } from './days.ts'

describe('days by the hotline’s clock', () => {
  it('begin at 16:00 UTC', () => {
    expect(localDate(Date.parse('2026-11-23T15:59:59.999Z'))).toBe('2026-11-23')
    expect(localDate(Date.parse('2026-11-23T16:00:00.000Z'))).toBe('2026-11-24')
    expect(localMinute(Date.parse('2026-11-23T16:05:00.000Z'))).toBe('2026-11-24T00:05')
  })

  it('go over months and leap days', () => {
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29')
    expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31')
  })

  it('name a span by its first and its last day', () => {
    expect(spanLabel('2026-10-31T16:00:00.000Z', '2026-11-30T16:00:00.000Z', 'en')).toBe('1 Nov 2026 – 30 Nov')
    expect(spanLabel('2026-11-23T16:00:00.000Z', '2026-11-24T16:00:00.000Z', 'en')).toBe('24 Nov 2026')
  })

  it('have a morning: today’s nine o’clock, before it yesterday’s', () => {
    expect(lastMorning(Date.parse('2026-11-24T01:00:00.000Z'))).toBe('2026-11-24T01:00:00.000Z')
    expect(lastMorning(Date.parse('2026-11-24T00:59:00.000Z'))).toBe('2026-11-23T01:00:00.000Z')
  })
})
