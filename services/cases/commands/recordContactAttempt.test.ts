import { describe, it } from 'vitest'

import { aDispatchedCase, aReportedCase, contacted, signed, theHandler } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { recordContactAttempt } from './recordContactAttempt.ts'

const call = { assignmentId: 'to-lamps', way: 'phone', outcome: 'reached' } as const

describe('record contact attempt', () => {
  it('says when and how the citizen was tried', () =>
    given(cases, ...aDispatchedCase, signed)
      .when(recordContactAttempt, call, { actor: theHandler })
      .gives(contacted))

  it('keeps a time of its own in UTC', () =>
    given(cases, ...aDispatchedCase, signed)
      .when(
        recordContactAttempt,
        { ...call, at: '2026-03-02T09:30:00+08:00', callReference: 'call-9' },
        { now: '2026-03-02T02:00:00.000Z' },
      )
      .gives({
        type: 'ContactAttempted',
        data: { ...contacted.data, at: '2026-03-02T01:30:00.000Z', callReference: 'call-9' },
      }))

  it('can be repeated: each attempt is a fact', () =>
    given(cases, ...aDispatchedCase, signed, contacted)
      .when(recordContactAttempt, call)
      .gives(contacted))

  it('is refused before the unit has signed', () =>
    given(cases, ...aDispatchedCase)
      .when(recordContactAttempt, call)
      .refuses('not-signed'))

  it('is refused once it is reported', () =>
    given(cases, ...aReportedCase)
      .when(recordContactAttempt, call)
      .refuses('under-review'))

  it.each(['2026-03-02T01:00:01Z', '2026-03-02T00:59:59Z'])(
    'is refused at %s, in the future or before the dispatch',
    (at) =>
      given(cases, ...aDispatchedCase, signed)
        .when(recordContactAttempt, { ...call, at })
        .refuses('bad-field', 'at'),
  )
})
