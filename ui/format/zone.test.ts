import { afterEach, describe, expect, it } from 'vitest'

import { exactTime, shortTime } from './time.ts'
import { instantFromLocal, localDate, localMinute, showTimesIn, todayInCity } from './zone.ts'

afterEach(() => showTimesIn('Asia/Shanghai'))

const hour = 3_600_000

describe('the zone of the installation', () => {
  it('is Shanghai until the session has named another', () => {
    expect(shortTime('2026-07-01T12:00:00.000Z', 'en', Date.parse('2026-07-02T00:00:00Z'))).toBe('1 Jul, 20:00')
    showTimesIn('America/New_York')
    expect(shortTime('2026-07-01T12:00:00.000Z', 'en', Date.parse('2026-07-02T00:00:00Z'))).toBe('1 Jul, 08:00')
    expect(exactTime('2026-12-01T12:00:00.000Z', 'zh-CN')).toBe('2026年12月1日 07:00:00')
    expect(instantFromLocal('2026-12-01T07:00')).toBe('2026-12-01T12:00:00.000Z')
  })

  it('decides which year and which day it is', () => {
    showTimesIn('America/New_York')
    const newYear = Date.parse('2027-01-01T03:00:00Z')
    expect(todayInCity(newYear)).toBe('2026-12-31')
    expect(shortTime('2026-06-01T12:00:00.000Z', 'en', newYear)).toBe('1 Jun, 08:00')
    expect(shortTime('2026-06-01T12:00:00.000Z', 'en', newYear + 3 * hour)).toBe('1 Jun 2026, 08:00')
  })
})

describe('the night that has an hour less', () => {
  it.each([
    ['America/New_York', '2026-03-08'],
    ['Europe/Berlin', '2026-03-29'],
  ])('in %s on %s', (zone, day) => {
    showTimesIn(zone)
    const midnight = Date.parse(instantFromLocal(`${day}T00:00`) ?? '')
    expect(localMinute(midnight)).toBe(`${day}T00:00`)
    expect(localMinute(midnight + 3 * hour)).toBe(`${day}T04:00`)
    expect(Date.parse(instantFromLocal(`${day}T23:59`) ?? '') - midnight).toBe(23 * hour - 60_000)
    expect(localDate(midnight + 23 * hour - 1)).toBe(day)
    expect(localDate(midnight + 23 * hour)).not.toBe(day)
  })

  it('moves a time that the clock skips on by the skip', () => {
    showTimesIn('America/New_York')
    expect(instantFromLocal('2026-03-08T01:59')).toBe('2026-03-08T06:59:00.000Z')
    expect(instantFromLocal('2026-03-08T02:30')).toBe('2026-03-08T07:30:00.000Z')
    expect(localMinute(Date.parse('2026-03-08T07:30:00.000Z'))).toBe('2026-03-08T03:30')
    expect(instantFromLocal('2026-03-08T03:00')).toBe('2026-03-08T07:00:00.000Z')
    showTimesIn('Europe/Berlin')
    expect(instantFromLocal('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
  })
})

describe('the night that has an hour more', () => {
  it('takes a time that the clock shows twice as its first, and comes back from either', () => {
    showTimesIn('America/New_York')
    expect(instantFromLocal('2026-11-01T00:30')).toBe('2026-11-01T04:30:00.000Z')
    expect(instantFromLocal('2026-11-01T01:30')).toBe('2026-11-01T05:30:00.000Z')
    expect(localMinute(Date.parse('2026-11-01T05:30:00.000Z'))).toBe('2026-11-01T01:30')
    expect(localMinute(Date.parse('2026-11-01T06:30:00.000Z'))).toBe('2026-11-01T01:30')
    expect(instantFromLocal('2026-11-01T02:00')).toBe('2026-11-01T07:00:00.000Z')
    showTimesIn('Europe/Berlin')
    expect(instantFromLocal('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(instantFromLocal('2026-10-25T03:00')).toBe('2026-10-25T02:00:00.000Z')
  })
})

describe('what is typed', () => {
  it('is what is shown afterwards, on every hour of a year', () => {
    for (const zone of ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
      showTimesIn(zone)
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 7 * hour) {
        const back = Date.parse(instantFromLocal(localMinute(at)) ?? '')
        // Only the second of two hours that look alike comes back as the first.
        expect([0, hour / 2, hour], `${zone} ${localMinute(at)}`).toContain(at - back)
        expect(localMinute(back)).toBe(localMinute(at))
      }
    }
  })
})
