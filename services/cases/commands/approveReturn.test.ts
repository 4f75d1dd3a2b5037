import { describe, it } from 'vitest'

import { aDispatchedCase, assisted, returnApproved, returnRequested, theHandler } from '../../../test/support/aCase.ts'
import { given, under } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { approveReturn } from './approveReturn.ts'

const lamps = { assignmentId: 'to-lamps' }
const street: CaseEvent = under(
  { actor: theHandler },
  { type: 'ReturnRequested', data: { ...returnRequested.data, assignmentId: 'to-street' } },
)

describe('approve return', () => {
  it('names the request, and starts the dispatch clock again', () =>
    given(cases, ...aDispatchedCase, returnRequested)
      .when(approveReturn, lamps)
      .gives(returnApproved))

  it('starts no clock where only an assisting unit leaves', () =>
    given(cases, ...aDispatchedCase, assisted, street)
      .when(approveReturn, { assignmentId: 'to-street', reason: '同意。' })
      .gives({
        type: 'ReturnApproved',
        data: { assignmentId: 'to-street', round: 1, request: 'return-1', reason: '同意。', clocks: [] },
      }))

  it('is refused to whoever asked for it', () =>
    given(cases, ...aDispatchedCase, returnRequested)
      .when(approveReturn, lamps, { actor: theHandler })
      .refuses('own-work'))

  it('is refused when nobody asked', () =>
    given(cases, ...aDispatchedCase)
      .when(approveReturn, lamps)
      .refuses('no-return-requested'))

  it('is refused twice', () =>
    given(cases, ...aDispatchedCase, returnRequested, returnApproved)
      .when(approveReturn, lamps)
      .refuses('assignment-returned'))
})
