import { describe, it } from 'vitest'

import {
  aDispatchedCase,
  aReportedCase,
  clocks,
  dispatched,
  returnRequested,
  signed,
  theHandler,
} from '../../../test/support/aCase.ts'
import { given, now } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { requestReturn } from './requestReturn.ts'

const why = { assignmentId: 'to-lamps', reasonCode: 'not-our-area', evidence: '柳园路由北城区管养。' } as const
const asked: CaseEvent = { type: 'ReturnRequested', data: { ...returnRequested.data, request: 'new return' } }
const rework: CaseEvent = {
  type: 'ReworkOrdered',
  data: { assignmentId: 'to-lamps', round: 2, reason: '仍不亮。', clocks: clocks('sign') },
}

describe('request return', () => {
  it('asks with reason and evidence', () =>
    given(cases, ...aDispatchedCase)
      .when(requestReturn, why, { actor: theHandler })
      .gives(asked))

  it('may name the unit that should have it, also after signing', () =>
    given(cases, ...aDispatchedCase, signed)
      .when(requestReturn, { ...why, proposedUnit: 'north-lake' })
      .gives({
        type: 'ReturnRequested',
        data: { ...asked.data, proposedUnit: 'north-lake' } as typeof returnRequested.data,
      }))

  it('is refused for a unit that does not exist', () =>
    given(cases, ...aDispatchedCase)
      .when(requestReturn, { ...why, proposedUnit: 'nowhere' })
      .refuses('unknown-unit', 'proposedUnit'))

  it('is possible up to the last instant of the window and refused after it', () => {
    const end = dispatched.data.clocks.find(({ clock }) => clock === 'returnWindow')?.dueAt ?? now
    given(cases, ...aDispatchedCase)
      .when(requestReturn, why, { now: end })
      .gives(asked)
    const after = new Date(Date.parse(end) + 1).toISOString()
    given(cases, ...aDispatchedCase)
      .when(requestReturn, why, { now: after })
      .refuses('return-window-over')
  })

  it('is refused in a rework', () =>
    given(cases, ...aDispatchedCase, rework)
      .when(requestReturn, why)
      .refuses('return-window-over'))

  it('is refused while one is undecided', () =>
    given(cases, ...aDispatchedCase, returnRequested)
      .when(requestReturn, why)
      .refuses('return-pending'))

  it('is refused once it is reported', () =>
    given(cases, ...aReportedCase)
      .when(requestReturn, why)
      .refuses('under-review'))
})
