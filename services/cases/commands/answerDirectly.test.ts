import { describe, it } from 'vitest'

import {
  answered,
  closed,
  dispatched,
  importedMessage,
  returnApproved,
  returnRequested,
  streetLightOut,
} from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { answerDirectly } from './answerDirectly.ts'

const answer = { answer: '请到湖滨街道办事处办理。' }

describe('answer directly', () => {
  it('records the answer', () => given(cases, streetLightOut).when(answerDirectly, answer).gives(answered))

  it('names the knowledge entry that it came from', () => {
    const source = { entry: 'kb-7', version: '3' }
    return given(cases, streetLightOut)
      .when(answerDirectly, { ...answer, source })
      .gives({ type: 'AnsweredDirectly', data: { ...answered.data, source } })
  })

  it('closes at once when asked to', () =>
    given(cases, streetLightOut)
      .when(answerDirectly, { ...answer, close: true })
      .gives(answered, {
        type: 'Closed',
        data: { closureKind: 'answered', visitExemption: { code: 'answered' } },
      }))

  it('is possible once the unit has given the case back', () =>
    given(cases, streetLightOut, dispatched, returnRequested, returnApproved)
      .when(answerDirectly, answer)
      .gives(answered))

  it('is possible for an imported message without outcome', () =>
    given(cases, importedMessage).when(answerDirectly, answer).gives(answered))

  it('is refused while a unit has the case', () =>
    given(cases, streetLightOut, dispatched).when(answerDirectly, answer).refuses('already-dispatched'))

  it('is refused twice', () =>
    given(cases, streetLightOut, answered).when(answerDirectly, answer).refuses('already-answered'))

  it('is refused after the end', () =>
    given(cases, streetLightOut, answered, closed).when(answerDirectly, answer).refuses('case-closed'))
})
