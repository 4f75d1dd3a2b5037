import { describe, it } from 'vitest'

import {
  aCaseInHand,
  aDispatchedCase,
  anonymousTip,
  aReportedCase,
  contacted,
  dispatched,
  reported,
  signed,
  theHandler,
} from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { reportHandling } from './reportHandling.ts'

const report = {
  assignmentId: 'to-lamps',
  claimTrue: 'yes',
  withinDuties: true,
  solved: 'yes',
  internalMeasure: '更换三只灯泡。',
  publicAnswer: '您好，路灯已修复。',
} as const
const unanswered = { type: 'ContactAttempted', data: { ...contacted.data, outcome: 'no-answer' } } as const

describe('report handling', () => {
  it('says what came of it and starts the review clock', () =>
    given(cases, ...aCaseInHand)
      .when(reportHandling, report, { actor: theHandler })
      .gives(reported))

  it('is possible where the citizen was tried in vain', () =>
    given(cases, ...aDispatchedCase, signed, unanswered)
      .when(reportHandling, report)
      .gives(reported))

  it('is possible without a contact where nobody can be called', () =>
    given(cases, anonymousTip, dispatched, signed).when(reportHandling, report).gives(reported))

  it('is refused before anybody tried to reach the citizen', () =>
    given(cases, ...aDispatchedCase, signed)
      .when(reportHandling, report)
      .refuses('not-contacted'))

  it('is refused before the unit has signed', () =>
    given(cases, ...aDispatchedCase)
      .when(reportHandling, report)
      .refuses('not-signed'))

  it('is refused while it is under review', () =>
    given(cases, ...aReportedCase)
      .when(reportHandling, report)
      .refuses('under-review'))

  it('is refused when it is not solved and nobody says why', () =>
    given(cases, ...aCaseInHand)
      .when(reportHandling, { ...report, solved: 'no' })
      .refuses('reason-missing', 'reasonCode'))
})
