import { afterEach, describe, expect, it } from 'vitest'

import { localDate, localMinute, showTimesIn } from '../../format/zone.ts'
import { dayAfter, dayLabel, lastMorning, spanLabel } from './days.ts'

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

describe('days by the clock of an installation elsewhere', () => {
  afterEach(() => showTimesIn('Asia/Shanghai'))

  it('are labelled as themselves on both sides of the sea', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Pacific/Auckland', 'Pacific/Honolulu']) {
      showTimesIn(zone)
      expect(dayLabel('2026-11-01', 'en')).toBe('1 Nov')
    }
  })

  it('are labelled as themselves where they have 23 or 25 hours', () => {
    showTimesIn('America/New_York')
    expect(spanLabel('2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z', 'en')).toBe('8 Mar 2026')
    expect(spanLabel('2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z', 'en')).toBe('1 Nov 2026 – 30 Nov')
    expect(lastMorning(Date.parse('2026-11-01T14:00:00.000Z'))).toBe('2026-11-01T14:00:00.000Z')
    expect(lastMorning(Date.parse('2026-11-01T13:59:00.000Z'))).toBe('2026-10-31T13:00:00.000Z')
  })
})
