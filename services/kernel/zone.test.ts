import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { zoneOf } from './zone.ts'

const time = (text: string) => Date.parse(text)
const anInstant = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })

describe('a zone', () => {
  it('knows the local date', () => {
    const shanghai = zoneOf('Asia/Shanghai')
    expect(shanghai.dateOf('2026-05-06T15:59:59.999Z')).toBe('2026-05-06')
    expect(shanghai.dateOf('2026-05-06T16:00:00.000Z')).toBe('2026-05-07')
  })

  it('says what the wall clock says, also where clocks are changed', () => {
    for (const name of [
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    ]) {
      const zone = zoneOf(name)
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' })
      fc.assert(
        fc.property(anInstant, (date) => {
          const local = new Date(zone.toLocal(date.getTime())).toISOString()
          expect(local.slice(0, 19).replace('T', ' ')).toBe(format.format(date))
          // Back again: the same instant, or the first of the two that the wall clock shows alike.
          const back = zone.toUtc(zone.toLocal(date.getTime()))
          expect(zone.toLocal(back)).toBe(zone.toLocal(date.getTime()))
          expect(back).toBeLessThanOrEqual(date.getTime())
        }),
        { numRuns: 300 },
      )
    }
  })

  it('moves a time on that the wall clock skips, and takes the first of two', () => {
    const berlin = zoneOf('Europe/Berlin')
    expect(berlin.toUtc(time('2026-03-29T02:30:00Z'))).toBe(time('2026-03-29T01:30:00Z'))
    expect(berlin.toUtc(time('2026-10-25T02:30:00Z'))).toBe(time('2026-10-25T00:30:00Z'))
  })

  it('refuses a name that is no zone', () => expect(() => zoneOf('Asia/Nowhere')).toThrow(RangeError))
})
