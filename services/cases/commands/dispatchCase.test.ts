import { describe, expect, it } from 'vitest'

import {
  aDispatchedCase,
  anAcceptedCase,
  anonymousTip,
  answered,
  assisted,
  clocks,
  closed,
  dispatched,
  importedMessage,
  reopened,
  returnApproved,
  returnRequested,
  streetLightOut,
} from '../../../test/support/aCase.ts'
import { decided, given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { dispatchCase } from './dispatchCase.ts'

const toLamps = { units: [{ unit: 'lamps', kind: 'primary' as const }], instruction: '请三日内修复。' }
const toStreet = { unit: 'north-lake', kind: 'assisting' as const }
const primary = (unit: string): CaseEvent => ({
  type: 'Dispatched',
  data: { ...dispatched.data, assignmentId: `new assignment ${unit}`, unit },
})
const { instruction: _, ...plain } = dispatched.data
const assisting: CaseEvent = {
  type: 'Dispatched',
  data: { ...assisted.data, assignmentId: 'new assignment north-lake' },
}

describe('dispatch case', () => {
  it('gives a unit its assignment with its due times', () =>
    given(cases, streetLightOut).when(dispatchCase, toLamps).gives(primary('lamps')))

  it('names primary and assisting units in one go, each with its own instruction', () =>
    given(cases, streetLightOut)
      .when(dispatchCase, { units: [{ ...toStreet, instruction: '请配合。' }, ...toLamps.units] })
      .gives(
        { type: 'Dispatched', data: { ...assisting.data, instruction: '请配合。' } as typeof assisted.data },
        { type: 'Dispatched', data: { ...plain, assignmentId: 'new assignment lamps' } },
      ))

  it('adds assisting units later', () =>
    given(cases, ...aDispatchedCase)
      .when(dispatchCase, { units: [toStreet] })
      .gives(assisting))

  it('dispatches anew after an approved return', () =>
    given(cases, ...aDispatchedCase, returnRequested, returnApproved)
      .when(dispatchCase, { ...toLamps, units: [{ unit: 'north-lake', kind: 'primary' }] })
      .gives(primary('north-lake')))

  it('counts the next round after a reopening', () => {
    const [event] = decided(cases, [...anAcceptedCase, closed, reopened], dispatchCase, { input: toLamps })
    expect(event?.data).toMatchObject({ round: 2 })
  })

  it('starts no first-contact clock where nobody can be called', () =>
    given(cases, anonymousTip)
      .when(dispatchCase, toLamps)
      .gives({
        type: 'Dispatched',
        data: {
          ...dispatched.data,
          assignmentId: 'new assignment lamps',
          clocks: clocks('sign', 'handle', 'returnWindow'),
        },
      }))

  it('takes up an imported message without outcome', () => {
    const events = decided(cases, [importedMessage], dispatchCase, { input: toLamps })
    expect(events).toHaveLength(1)
  })

  it.each([
    ['unknown-unit', 'nowhere'],
    ['unit-handles-no-cases', 'city'],
  ])('is refused as %s', (code, unit) =>
    given(cases, streetLightOut)
      .when(dispatchCase, { units: [{ unit, kind: 'primary' }] })
      .refuses(code, 'units[0].unit'),
  )

  it('is refused to a unit that has the case', () =>
    given(cases, ...aDispatchedCase)
      .when(dispatchCase, { units: [toStreet, { unit: 'lamps', kind: 'assisting' }] })
      .refuses('unit-already-assigned', 'units[1].unit'))

  it('calls a unit by its name in what it refuses', () => {
    const [twice, second] = [
      { unit: 'lamps', kind: 'assisting' as const },
      { unit: 'water', kind: 'primary' as const },
    ]
    for (const unit of [twice, second]) {
      const words = { zh: expect.stringContaining('市路灯管理所'), en: expect.stringContaining('Street Lights Office') }
      const dispatch = () => decided(cases, aDispatchedCase, dispatchCase, { input: { units: [unit] } })
      expect(dispatch).toThrow(expect.objectContaining({ words }))
    }
  })

  it('is refused for the same unit twice', () =>
    given(cases, streetLightOut)
      .when(dispatchCase, { units: [...toLamps.units, { unit: 'lamps', kind: 'assisting' }] })
      .refuses('unit-already-assigned', 'units[1].unit'))

  it('is refused without a primary unit', () =>
    given(cases, streetLightOut)
      .when(dispatchCase, { units: [toStreet] })
      .refuses('one-primary', 'units'))

  it('is refused with two of them', () =>
    given(cases, streetLightOut)
      .when(dispatchCase, { units: [...toLamps.units, { unit: 'water', kind: 'primary' }] })
      .refuses('one-primary', 'units'))

  it('is refused with a second one later', () =>
    given(cases, ...aDispatchedCase)
      .when(dispatchCase, { units: [{ unit: 'water', kind: 'primary' }] })
      .refuses('second-primary'))

  it('is refused once the report is accepted', () =>
    given(cases, ...anAcceptedCase)
      .when(dispatchCase, { units: [toStreet] })
      .refuses('report-accepted'))

  it('is refused after a direct answer', () =>
    given(cases, streetLightOut, answered).when(dispatchCase, toLamps).refuses('already-answered'))

  it('is refused after the end', () =>
    given(cases, ...anAcceptedCase, closed)
      .when(dispatchCase, toLamps)
      .refuses('case-closed'))
})
