import { describe, it } from 'vitest'

import {
  anAcceptedCase,
  answered,
  aReportedCase,
  aVisitedCase,
  streetLightOut,
  theHandler,
  visited,
} from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { recordCallback } from './recordCallback.ts'

const said = { valid: true, contacted: 'yes', solved: 'yes', satisfied: 'satisfied' } as const
const inVain = { valid: false, whyNot: 'unreachable' } as const
const noAnswer = { contacted: 'no-answer', solved: 'no-answer', satisfied: 'no-answer', scaleVersion: 1 } as const
const recordedInVain = { type: 'CallbackRecorded', data: { ...inVain, ...noAnswer } } as const

describe('record callback', () => {
  it('keeps each answer', () =>
    given(cases, ...anAcceptedCase)
      .when(recordCallback, said)
      .gives(visited))

  it('tells "not asked" from an answer', () =>
    given(cases, ...anAcceptedCase)
      .when(recordCallback, { valid: true, solved: 'yes' })
      .gives({
        type: 'CallbackRecorded',
        data: { valid: true, contacted: 'not-asked', solved: 'yes', satisfied: 'not-asked', scaleVersion: 1 },
      }))

  it('says why a visit is not valid', () =>
    given(cases, ...anAcceptedCase)
      .when(recordCallback, inVain)
      .gives(recordedInVain))

  it('can follow one that was not valid', () =>
    given(cases, ...anAcceptedCase, recordedInVain)
      .when(recordCallback, said)
      .gives(visited))

  it('may ask about a direct answer too', () =>
    given(cases, streetLightOut, answered).when(recordCallback, said).gives(visited))

  it('is refused before a report is accepted', () =>
    given(cases, ...aReportedCase)
      .when(recordCallback, said)
      .refuses('no-feedback'))

  it('is refused twice', () =>
    given(cases, ...aVisitedCase)
      .when(recordCallback, said)
      .refuses('visit-recorded'))

  it('is refused to whoever handled the case', () =>
    given(cases, ...anAcceptedCase)
      .when(recordCallback, said, { actor: theHandler })
      .refuses('own-work'))

  it.each([{ valid: false }, { valid: true, whyNot: 'refused' as const }])('is refused for %j', (visit) =>
    given(cases, ...anAcceptedCase)
      .when(recordCallback, visit)
      .refuses('bad-field', 'whyNot'),
  )
})
