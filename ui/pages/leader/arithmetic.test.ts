import { describe, expect, it } from 'vitest'

import { workedOut } from './arithmetic.ts'

const said = (worked: ReturnType<typeof workedOut>) =>
  worked?.steps.map((step) => (typeof step === 'string' ? step : String(step.n))).join('')

// That every rate comes out as the server says it, leaderNumbers.test.ts sees on the page.
describe('working a rate out by hand', () => {
  it('reads as one writes it', () => {
    const worked = workedOut('on-time-rate', { numerator: 300, denominator: 317, late: 9 }, {})
    expect(said(worked)).toBe('300 ÷ 317')
    expect(worked?.result).toBeCloseTo(0.946372, 6)
  })

  it('weighs what counts partly, by the weight that was asked for', () => {
    const counts = { satisfied: 120, basically: 30, denominator: 160 }
    expect(said(workedOut('satisfaction-rate', counts, {}))).toBe('(120 + 0.9 × 30) ÷ 160')
    expect(workedOut('satisfaction-rate', counts, {})?.result).toBeCloseTo(0.91875, 12)
    expect(workedOut('satisfaction-rate', counts, { weight: '1' })?.result).toBeCloseTo(0.9375, 12)
  })

  it('adds the three rates to a score', () => {
    const counts = { contacted: 90, solved: 80, satisfied: 60, basically: 20, denominator: 100 }
    const worked = workedOut('unit-ranking', counts, {})
    expect(said(worked)).toBe('(0.1 × 90 + 0.5 × 80 + 0.4 × 60 + 0.36 × 20) ÷ 100')
    expect(worked?.result).toBeCloseTo(0.1 * 0.9 + 0.5 * 0.8 + 0.4 * (0.6 + 0.9 * 0.2), 12)
  })

  it('divides by nothing: no result, and no zero', () => {
    expect(workedOut('on-time-rate', { numerator: 0, denominator: 0 }, {})?.result).toBeNull()
  })

  it('leaves alone what is no fraction', () => {
    expect(workedOut('case-volume', { cases: 3 }, {})).toBeUndefined()
  })
})
