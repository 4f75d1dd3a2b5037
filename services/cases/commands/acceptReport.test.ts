import { describe, it } from 'vitest'

import {
  aCaseInHand,
  accepted,
  anonymousTip,
  aReportedCase,
  dispatched,
  reported,
  signed,
  theHandler,
  theReviewer,
} from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { acceptReport } from './acceptReport.ts'

const lamps = { assignmentId: 'to-lamps' }

describe('accept report', () => {
  it('lets the case go on to the return visit', () =>
    given(cases, ...aReportedCase)
      .when(acceptReport, lamps, { actor: theReviewer })
      .gives(accepted))

  it('starts no visit clock where nobody can be asked', () =>
    given(cases, anonymousTip, dispatched, signed, reported)
      .when(acceptReport, lamps)
      .gives({ type: 'ReportAccepted', data: { ...accepted.data, clocks: [] } }))

  it('is refused to whoever handled the case', () =>
    given(cases, ...aReportedCase)
      .when(acceptReport, lamps, { actor: theHandler })
      .refuses('own-work'))

  it('is refused before the report', () =>
    given(cases, ...aCaseInHand)
      .when(acceptReport, lamps)
      .refuses('not-reported'))

  it('is refused twice', () =>
    given(cases, ...aReportedCase, accepted)
      .when(acceptReport, lamps)
      .refuses('report-accepted'))
})
