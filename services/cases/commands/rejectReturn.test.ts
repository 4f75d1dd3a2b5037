import { describe, it } from 'vitest'

import { aDispatchedCase, returnRequested, theHandler } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { rejectReturn } from './rejectReturn.ts'

const why = { assignmentId: 'to-lamps', reason: '柳园路列入市管道路目录。' }
const rejected = { type: 'ReturnRejected', data: { ...why, round: 1, request: 'return-1' } } as const

describe('reject return', () => {
  it('names the request and says why', () =>
    given(cases, ...aDispatchedCase, returnRequested)
      .when(rejectReturn, why)
      .gives(rejected))

  it('is refused to whoever asked for it', () =>
    given(cases, ...aDispatchedCase, returnRequested)
      .when(rejectReturn, why, { actor: theHandler })
      .refuses('own-work'))

  it('is refused twice', () =>
    given(cases, ...aDispatchedCase, returnRequested, rejected)
      .when(rejectReturn, why)
      .refuses('no-return-requested'))
})
