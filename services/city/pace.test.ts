import { describe, expect, it } from 'vitest'

import { afterOfficeTime, endOfWorkday, hourMs, iso, minuteMs } from './hours.ts'
import { Pace } from './pace.ts'

const noon = Date.parse('2026-11-24T04:00:00.000Z')
const signal = new AbortController().signal

/** A clock that moves only when somebody waits. */
function aClock(at: number) {
  const clock = { at, now: () => clock.at, wait: (ms: number) => Promise.resolve(void (clock.at += ms)) }
  return clock
}

describe('the pace of the city', () => {
  it('takes history at once, plays the held-back hours in five minutes and then keeps to the wall clock', async () => {
    const clock = aClock(noon)
    const pace = new Pace({ fillUntil: noon - 3 * hourMs, playMs: 5 * minuteMs, clock })
    await pace.until(noon - 100 * hourMs, signal)
    expect([pace.state, clock.at]).toEqual(['filling', noon])
    pace.play()
    await pace.until(noon - 1.5 * hourMs, signal)
    expect(pace.state).toBe('playing')
    expect((clock.at - noon) / minuteMs).toBeCloseTo(2.43, 1)
    await pace.until(noon + 5 * minuteMs, signal)
    expect([pace.state, clock.at]).toEqual(['living', noon + 5 * minuteMs])
    await pace.until(noon + 3 * hourMs, signal)
    expect(clock.at).toBe(noon + 3 * hourMs)
  })

  it('stops waiting when the city ends', async () => {
    const ending = new AbortController()
    const pace = new Pace({ fillUntil: noon, playMs: 1000 })
    pace.play()
    const waiting = pace.until(Date.now() + 1_000_000, ending.signal)
    ending.abort()
    await expect(waiting).resolves.toBeUndefined()
  })
})

describe('the hours of the city', () => {
  it('counts office time over evenings, weekends and holidays', () => {
    const fridayAtFive = Date.parse('2026-11-20T09:00:00.000Z')
    expect(iso(afterOfficeTime(fridayAtFive, 2 * hourMs))).toBe('2026-11-23T02:00:00.000Z')
    expect(iso(afterOfficeTime(Date.parse('2026-09-30T09:30:00.000Z'), hourMs))).toBe('2026-10-08T01:30:00.000Z')
  })

  it('counts T+N to the end of the Nth working day, as the policy does', () => {
    expect(iso(endOfWorkday(Date.parse('2026-11-20T09:00:00.000Z'), 5))).toBe('2026-11-27T10:00:00.000Z')
  })
})
