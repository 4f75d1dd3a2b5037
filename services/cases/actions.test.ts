import { describe, expect, it } from 'vitest'

import {
  aClosedCase,
  aDispatchedCase,
  aReportedCase,
  assisted,
  signed,
  streetLightOut,
  theHandler,
} from '../../test/support/aCase.ts'
import { aContext, folded, type Circumstances } from '../../test/support/given.ts'
import { actionsOn } from './actions.ts'
import { cases } from './case.ts'
import type { CaseEvent } from './events.ts'

const on = (history: readonly CaseEvent[], told: Circumstances = {}) =>
  actionsOn(folded(cases, history), aContext(told))
const possible = (history: readonly CaseEvent[], told: Circumstances = {}) =>
  on(history, told)
    .filter(({ refusal }) => !refusal)
    .map(({ command, assignmentId }) => (assignmentId ? `${command} ${assignmentId}` : command))

describe('actions on a case', () => {
  it('are those of its situation', () =>
    expect(possible([streetLightOut])).toEqual([
      'answerDirectly',
      'dispatchCase',
      'closeCase',
      'reclassify',
      'correctCase',
      'addNote',
      'linkContact',
    ]))

  it('name the assignment that they are about, and its unit', () => {
    const history = [...aDispatchedCase, assisted, signed]
    expect(possible(history)).toEqual(
      expect.arrayContaining(['recordContactAttempt to-lamps', 'signFor to-street', 'requestReturn to-lamps']),
    )
    expect(possible(history)).not.toContain('signFor to-lamps')
    const signing = on(history).filter(({ command }) => command === 'signFor')
    expect(signing.map(({ units }) => units)).toEqual([['lamps'], ['north-lake']])
  })

  it('say why not, and what would make it possible', () => {
    const review = on(aReportedCase, { actor: theHandler }).find(({ command }) => command === 'acceptReport')
    expect(review).toMatchObject({ permission: 'case.review', units: ['hotline'], refusal: { code: 'own-work' } })
    expect(on([streetLightOut]).find(({ command }) => command === 'signFor')?.refusal?.code).toBe('not-dispatched')
  })

  it('are few after the end', () => expect(possible(aClosedCase)).toEqual(['reopenCase', 'addNote', 'linkContact']))
})
