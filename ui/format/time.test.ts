import { describe, expect, it } from 'vitest'

import { shortTime, timeAgo, timeLeft } from './time.ts'
import { instantFromLocal, todayInCity } from './zone.ts'

const now = Date.parse('2026-11-24T01:00:00.000Z')
const after = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

describe('time left', () => {
  it('is said in the unit that people would use', () => {
    expect(timeLeft(after(40), now)).toEqual({ tone: 'soon', unit: 'minutes', n: 40 })
    expect(timeLeft(after(3 * 60 + 20), now)).toEqual({ tone: 'soon', unit: 'hours', n: 3 })
    expect(timeLeft(after(30 * 60), now)).toEqual({ tone: 'fine', unit: 'hours', n: 30 })
    expect(timeLeft(after(5 * 24 * 60), now)).toEqual({ tone: 'fine', unit: 'days', n: 5 })
  })

  it('says by how much it is overdue, at least a minute', () => {
    expect(timeLeft(after(-0.2), now)).toEqual({ tone: 'over', unit: 'minutes', n: 1 })
    expect(timeLeft(after(-2 * 24 * 60), now)).toEqual({ tone: 'over', unit: 'days', n: 2 })
  })
})

describe('time ago', () => {
  it('begins with "just now"', () => {
    expect(timeAgo(after(-0.5), now)?.unit).toBe('now')
    expect(timeAgo(after(-90), now)).toEqual({ unit: 'hours', n: 1 })
    expect(timeAgo(after(-90 * 24 * 60), now)).toBeUndefined()
  })
})

describe('times on the page', () => {
  it('are the city’s and name another year', () => {
    expect(shortTime('2026-11-24T01:30:00.000Z', 'zh-CN', now)).toBe('11月24日 09:30')
    expect(shortTime('2019-03-05T01:30:00.000Z', 'zh-CN', now)).toBe('2019年3月5日 09:30')
  })

  it('come back as instants from a local input', () => {
    expect(instantFromLocal('2026-11-24T09:30')).toBe('2026-11-24T01:30:00.000Z')
    expect(instantFromLocal('')).toBeUndefined()
  })

  it('have the city’s day, wherever the screen stands', () => {
    expect(todayInCity(Date.parse('2026-11-24T15:59:59.000Z'))).toBe('2026-11-24')
    expect(todayInCity(Date.parse('2026-11-24T16:00:00.000Z'))).toBe('2026-11-25')
  })
})
