import type { Static } from 'typebox'
import { describe, expect, it } from 'vitest'

import { clocks, streetLightOut, theAgent } from '../../../test/support/aCase.ts'
import { dueIn } from '../../../test/support/aReference.ts'
import { aContext, decided, given, now } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { registerCase } from './registerCase.ts'

const told: Static<typeof registerCase.body> = {
  contact: 'call-1',
  type: 'complaint',
  title: '柳园路路灯不亮',
  story: '柳园路三盏路灯已经一周不亮，老人晚上出行不便。',
  elements: { time: '一周前', place: '柳园路' },
  callerKind: 'person',
  identity: 'real-name',
  place: { district: 'north', street: 'north-lake', source: 'said', text: '柳园路 12 号门前' },
  category: { code: 'urban-light-out', chosenBy: 'person' },
  urgency: { value: 'normal', chosenBy: 'person' },
  intakeUnit: 'hotline',
  channel: 'phone',
}
const first = (input: typeof told) => {
  const [event] = decided(cases, [], registerCase, { input })
  if (event?.type !== 'CaseRegistered') throw new Error('no registration')
  return event.data
}

describe('register case', () => {
  it('keeps what was said, numbers it and starts the dispatch clock', () =>
    given(cases).when(registerCase, told, { actor: theAgent }).gives(streetLightOut))

  it('counts characters as people do', () => {
    expect(first({ ...told, title: '𠮷野家噪声' }).lengths).toEqual({ title: 5, story: 23 })
  })

  it('gives critical matters shorter clocks', () => {
    const { clocks: running } = first({ ...told, urgency: { value: 'critical' } })
    expect(running).toEqual([dueIn('dispatch', 'critical', now)])
  })

  it('protects whoever reports wrongdoing, unless told otherwise', () => {
    expect(first({ ...told, type: 'report' }).identityProtected).toBe(true)
    expect(first({ ...told, type: 'report', identityProtected: false }).identityProtected).toBe(false)
    expect(first(told).identityProtected).toBe(false)
  })

  it('keeps what was suggested beside what was chosen', () => {
    const suggested = { code: 'urban-noise', score: 0.7, version: 'm1', accepted: false }
    const { category } = first({ ...told, category: { code: 'urban-light-out', suggested } })
    expect(category).toEqual({ code: 'urban-light-out', chosenBy: 'person', suggested })
  })

  it('is a rule, not a person, that calls a matter normal when nobody says how urgent it is', () => {
    const { urgency: _, ...unsaid } = told
    expect(first(unsaid).urgency).toEqual({ value: 'normal', chosenBy: 'rule' })
    expect(first(unsaid).clocks).toEqual(clocks('dispatch'))
  })

  it('is asked for by the unit that keeps the case', () =>
    expect(registerCase.units?.(told, cases.initial)).toEqual(['hotline']))

  it('is refused for a category that does not exist', () =>
    given(cases)
      .when(registerCase, { ...told, category: { code: 'nonsense' } })
      .refuses('unknown-category', 'category.code'))

  it('is refused for a unit that does not exist', () =>
    given(cases)
      .when(registerCase, { ...told, intakeUnit: 'nowhere' })
      .refuses('unknown-unit', 'intakeUnit'))

  it('needs no more than state, input and context', () => {
    const decide = () => registerCase.decide(told, cases.initial, aContext())
    expect(decide()).toEqual(decide())
  })
})
