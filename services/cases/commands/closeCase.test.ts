import { describe, it } from 'vitest'

import {
  aCaseInHand,
  accepted,
  aClosedCase,
  aDispatchedCase,
  anAcceptedCase,
  anonymousTip,
  answered,
  aVisitedCase,
  closed,
  dispatched,
  reported,
  returnRequested,
  signed,
  streetLightOut,
  theHandler,
  visitedInVain,
} from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { closeCase } from './closeCase.ts'

const solved = { closureKind: 'solved' } as const
const withdrawn = { closureKind: 'withdrawn', reason: '诉求人来电撤回。' } as const
const noVisit = { code: 'unreachable', reason: '三次回访均无人接听。' } as const

describe('close case', () => {
  it('names the accepted report', () =>
    given(cases, ...aVisitedCase)
      .when(closeCase, solved)
      .gives(closed))

  it('records why nobody was asked', () =>
    given(cases, ...anAcceptedCase)
      .when(closeCase, { ...solved, visitExemption: noVisit })
      .gives({ type: 'Closed', data: { ...closed.data, visitExemption: noVisit } }))

  it('needs no visit to somebody who stays unknown', () =>
    given(cases, anonymousTip, dispatched, signed, reported, accepted)
      .when(closeCase, solved)
      .gives({ type: 'Closed', data: { ...closed.data, visitExemption: { code: 'anonymous' } } }))

  it('needs no visit after a direct answer', () =>
    given(cases, streetLightOut, answered)
      .when(closeCase, { closureKind: 'answered' })
      .gives({ type: 'Closed', data: { closureKind: 'answered', visitExemption: { code: 'answered' } } }))

  it('ends a case in hand when the citizen withdraws it', () =>
    given(cases, ...aDispatchedCase)
      .when(closeCase, withdrawn)
      .gives({ type: 'Closed', data: { ...withdrawn, visitExemption: { code: 'withdrawn' } } }))

  it('may end as unsolvable with a reason and without a report', () =>
    given(cases, ...aDispatchedCase)
      .when(closeCase, { closureKind: 'unsolvable', reason: '历史遗留问题。', visitExemption: noVisit })
      .gives({
        type: 'Closed',
        data: { closureKind: 'unsolvable', reason: '历史遗留问题。', visitExemption: noVisit },
      }))

  it('is refused without feedback', () =>
    given(cases, ...aCaseInHand)
      .when(closeCase, solved)
      .refuses('no-feedback'))

  it('is refused without a return visit', () =>
    given(cases, ...anAcceptedCase)
      .when(closeCase, solved)
      .refuses('visit-missing'))

  it('is refused as answered where nothing was answered', () =>
    given(cases, ...aVisitedCase)
      .when(closeCase, { closureKind: 'answered' })
      .refuses('not-answered'))

  it.each(['withdrawn', 'refused', 'unsolvable'] as const)('is refused as %s without a reason', (closureKind) =>
    given(cases, streetLightOut).when(closeCase, { closureKind }).refuses('reason-missing', 'reason'),
  )

  it('is refused as solved when the citizen says that it is not', () =>
    given(cases, ...anAcceptedCase, visitedInVain)
      .when(closeCase, solved)
      .refuses('visit-says-unsolved'))

  it('is refused to whoever handled the case', () =>
    given(cases, ...aVisitedCase)
      .when(closeCase, solved, { actor: theHandler })
      .refuses('own-work'))

  it('is refused while a return is undecided', () =>
    given(cases, ...aDispatchedCase, returnRequested)
      .when(closeCase, withdrawn)
      .refuses('return-pending'))

  it('is refused twice', () =>
    given(cases, ...aClosedCase)
      .when(closeCase, solved)
      .refuses('case-closed'))
})
