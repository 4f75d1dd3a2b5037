import { describe, it } from 'vitest'

import { aClosedCase, dispatched, streetLightOut } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { correctCase } from './correctCase.ts'

const title = { field: 'title', from: '柳园路路灯不亮', to: '柳园东路路灯不亮', reason: '路名听错。' } as const
const corrected: CaseEvent = { type: 'CaseCorrected', data: { ...title, previous: '0' } }

describe('correct case', () => {
  it('keeps both texts and where the first stands', () =>
    given(cases, streetLightOut, dispatched).when(correctCase, title).gives(corrected))

  it('points at the last correction', () =>
    given(cases, streetLightOut, dispatched, corrected)
      .when(correctCase, { ...title, from: title.to, to: '柳园西路路灯不亮' })
      .gives({
        type: 'CaseCorrected',
        data: { ...title, from: title.to, to: '柳园西路路灯不亮', previous: '2' },
      }))

  it('adds what was not said before', () => {
    const party = { field: 'party', to: '某物业公司', reason: '补充。' } as const
    return given(cases, streetLightOut).when(correctCase, party).gives({ type: 'CaseCorrected', data: party })
  })

  it('does nothing where nothing changes', () =>
    given(cases, streetLightOut)
      .when(correctCase, { ...title, to: title.from })
      .doesNothing())

  it('is refused for a title that is too long', () =>
    given(cases, streetLightOut)
      .when(correctCase, { ...title, to: '灯'.repeat(201) })
      .refuses('too-long', 'to'))

  it('is refused after the end', () =>
    given(cases, ...aClosedCase)
      .when(correctCase, title)
      .refuses('case-closed'))
})
