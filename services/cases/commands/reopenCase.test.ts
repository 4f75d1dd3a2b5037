import { describe, it } from 'vitest'

import { aClosedCase, aVisitedCase, clocks, closed, reopened } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { reopenCase } from './reopenCase.ts'

const why = { reason: '路灯又坏了。' }

describe('reopen case', () => {
  it('begins the next round with a dispatch clock', () =>
    given(cases, ...aClosedCase)
      .when(reopenCase, why)
      .gives(reopened))

  it('counts every time', () =>
    given(cases, ...aClosedCase, reopened, closed)
      .when(reopenCase, why)
      .gives({ type: 'Reopened', data: { ...why, round: 3, clocks: clocks('dispatch') } }))

  it('is refused while the case is open', () =>
    given(cases, ...aVisitedCase)
      .when(reopenCase, why)
      .refuses('case-open'))
})
