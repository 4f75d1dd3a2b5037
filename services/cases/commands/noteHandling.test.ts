import { describe, it } from 'vitest'

import { aCaseInHand, aDispatchedCase, anAcceptedCase } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { noteHandling } from './noteHandling.ts'

const note = { assignmentId: 'to-lamps', text: '已安排周三更换灯泡。' }

describe('note handling', () => {
  it('keeps what the unit is doing', () =>
    given(cases, ...aCaseInHand)
      .when(noteHandling, note)
      .gives({ type: 'HandlingNoted', data: note }))

  it('is refused before the unit has signed', () =>
    given(cases, ...aDispatchedCase)
      .when(noteHandling, note)
      .refuses('not-signed'))

  it('is refused once the report is accepted', () =>
    given(cases, ...anAcceptedCase)
      .when(noteHandling, note)
      .refuses('report-accepted'))
})
