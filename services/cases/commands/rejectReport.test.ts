import { describe, it } from 'vitest'

import { aCaseInHand, aReportedCase, clocks, theHandler } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { rejectReport } from './rejectReport.ts'

const why = { assignmentId: 'to-lamps', reason: '只修了两盏。' }
const rejected = { type: 'ReportRejected', data: { ...why, round: 2, clocks: clocks('handle') } } as const

describe('reject report', () => {
  it('begins the next round with a fresh handling clock', () =>
    given(cases, ...aReportedCase)
      .when(rejectReport, why)
      .gives(rejected))

  it('is refused to whoever handled the case', () =>
    given(cases, ...aReportedCase)
      .when(rejectReport, why, { actor: theHandler })
      .refuses('own-work'))

  it('is refused before the report', () =>
    given(cases, ...aCaseInHand)
      .when(rejectReport, why)
      .refuses('not-reported'))

  it('is refused until the unit has reported again', () =>
    given(cases, ...aReportedCase, rejected)
      .when(rejectReport, why)
      .refuses('not-reported'))
})
