import { describe, it } from 'vitest'

import { anAcceptedCase, aReportedCase, aVisitedCase, theHandler } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { recordCallbackAttempt } from './recordCallbackAttempt.ts'

const call = { channel: 'phone', contact: 'call-2', outcome: 'no-answer' } as const

describe('record callback attempt', () => {
  it('keeps that somebody tried', () =>
    given(cases, ...anAcceptedCase)
      .when(recordCallbackAttempt, call)
      .gives({ type: 'CallbackAttempted', data: call }))

  it('is refused before a report is accepted', () =>
    given(cases, ...aReportedCase)
      .when(recordCallbackAttempt, call)
      .refuses('no-feedback'))

  it('is refused after a valid visit', () =>
    given(cases, ...aVisitedCase)
      .when(recordCallbackAttempt, call)
      .refuses('visit-recorded'))

  it('is refused to whoever handled the case', () =>
    given(cases, ...anAcceptedCase)
      .when(recordCallbackAttempt, call, { actor: theHandler })
      .refuses('own-work'))
})
