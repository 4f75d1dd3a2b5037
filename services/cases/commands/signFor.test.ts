import { describe, expect, it } from 'vitest'

import {
  aClosedCase,
  aDispatchedCase,
  returnApproved,
  returnRequested,
  signed,
  streetLightOut,
  theHandler,
} from '../../../test/support/aCase.ts'
import { folded, given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { signFor } from './signFor.ts'

const lamps = { assignmentId: 'to-lamps' }

describe('sign for', () => {
  it('says that the unit has taken it', () =>
    given(cases, ...aDispatchedCase)
      .when(signFor, lamps, { actor: theHandler })
      .gives(signed))

  it('is the unit of the assignment that signs', () =>
    expect(signFor.units?.(lamps, folded(cases, aDispatchedCase))).toEqual(['lamps']))

  it('is refused twice', () =>
    given(cases, ...aDispatchedCase, signed)
      .when(signFor, lamps)
      .refuses('already-signed'))

  it('is refused for an assignment that the case does not have', () =>
    given(cases, ...aDispatchedCase)
      .when(signFor, { assignmentId: 'to-nobody' })
      .refuses('no-such-assignment', 'assignmentId'))

  it('is refused before the dispatch', () =>
    given(cases, streetLightOut).when(signFor, lamps).refuses('no-such-assignment', 'assignmentId'))

  it('is refused while a return is undecided', () =>
    given(cases, ...aDispatchedCase, returnRequested)
      .when(signFor, lamps)
      .refuses('return-pending'))

  it('is refused once it is returned', () =>
    given(cases, ...aDispatchedCase, returnRequested, returnApproved)
      .when(signFor, lamps)
      .refuses('assignment-returned'))

  it('is refused after the end', () =>
    given(cases, ...aClosedCase)
      .when(signFor, lamps)
      .refuses('case-closed'))
})
