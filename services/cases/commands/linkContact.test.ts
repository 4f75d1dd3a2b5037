import { describe, expect, it } from 'vitest'

import { aClosedCase, aDispatchedCase, streetLightOut } from '../../../test/support/aCase.ts'
import { folded, given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { linkContact } from './linkContact.ts'

const urge = { contact: 'call-2', as: 'urge', text: '催促尽快处理。' } as const
const urged: CaseEvent = { type: 'ContactLinked', data: urge }

describe('link contact', () => {
  it('joins a later call to the case', () =>
    given(cases, ...aDispatchedCase)
      .when(linkContact, urge)
      .gives(urged))

  it('marks the case as urged until it is closed', () => {
    expect(folded(cases, [...aDispatchedCase, urged]).urged).toBe(true)
    expect(folded(cases, [streetLightOut, urged, ...aClosedCase.slice(1)]).urged).toBe(false)
  })

  it('is possible after the end too, without marking it', () => {
    given(cases, ...aClosedCase)
      .when(linkContact, urge)
      .gives(urged)
    expect(folded(cases, [...aClosedCase, urged]).urged).toBe(false)
  })

  it('takes the same contact in another meaning', () =>
    given(cases, ...aDispatchedCase, urged)
      .when(linkContact, { contact: 'call-2', as: 'supplement' })
      .gives({ type: 'ContactLinked', data: { contact: 'call-2', as: 'supplement' } }))

  it('does nothing the second time', () =>
    given(cases, ...aDispatchedCase, urged)
      .when(linkContact, urge)
      .doesNothing())
})
