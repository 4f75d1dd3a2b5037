import { describe, expect, it } from 'vitest'

import type { Assignment, WorkRow } from '../api/types.ts'
import { otherClock, standingFor } from './useStanding.ts'

const primary: Assignment = {
  id: 'a1',
  unit: 'roads',
  kind: 'primary',
  step: 'report',
  dueAt: '2026-12-03T08:00:00.000Z',
  dueClock: 'handle',
}
const assisting: Assignment = {
  id: 'a2',
  unit: 'lighting',
  unitName: '路灯管理所',
  kind: 'assisting',
  step: 'sign',
  dueAt: '2026-12-02T08:00:00.000Z',
  dueClock: 'sign',
}
const row: Pick<WorkRow, 'nextStep' | 'whoseTurn' | 'dueAt' | 'dueClock' | 'assignments'> = {
  nextStep: 'report',
  whoseTurn: { unit: 'roads', name: '道路养护所' },
  dueAt: '2026-12-02T08:00:00.000Z',
  dueClock: 'sign',
  assignments: [primary, assisting],
}
const only = (unit: string) => (code: string) => code === unit

describe('what a row asks for', () => {
  it('is the case’s next step and nearest time for who only looks or is over all of them', () => {
    expect(standingFor(row, only('water'))).toMatchObject({ step: 'report', dueClock: 'sign' })
    expect(standingFor(row, () => true)).toMatchObject({ step: 'report', dueClock: 'sign' })
  })

  it('has the own time for whose turn it is, not that of who assists', () => {
    const { whoseTurn } = row
    const time = { dueAt: primary.dueAt, dueClock: 'handle' }
    expect(standingFor(row, only('roads'))).toEqual({ step: 'report', whoseTurn, ...time })
  })

  it('is the assisting unit’s part for the assisting unit, with its own time', () => {
    expect(standingFor(row, only('lighting'))).toEqual({
      step: 'sign',
      whoseTurn: { unit: 'lighting', name: '路灯管理所' },
      dueAt: '2026-12-02T08:00:00.000Z',
      dueClock: 'sign',
      own: assisting,
    })
  })

  it('is nothing of one’s own once that is done or given back', () => {
    const done = { ...row, assignments: [primary, { ...assisting, step: 'done' }] }
    const asked = { ...row, assignments: [primary, { ...assisting, returnRequested: true }] }
    for (const each of [done, asked]) expect(standingFor(each, only('lighting')).own).toBeUndefined()
  })

  it('names a limit that is not the step’s own', () => {
    expect(otherClock({ step: 'sign', dueClock: 'sign' })).toBeUndefined()
    expect(otherClock({ step: 'decide-return', dueClock: 'handle' })).toBe('handle')
    expect(otherClock({ step: 'close', dueClock: null })).toBeUndefined()
  })
})
