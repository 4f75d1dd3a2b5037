import { describe, it } from 'vitest'

import {
  aReportedCase,
  aVisitedCase,
  anAcceptedCase,
  clocks,
  closed,
  visitedInVain,
} from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { orderRework } from './orderRework.ts'

const why = { assignmentId: 'to-lamps', reason: '诉求人反映仍不亮。' }
const ordered = {
  type: 'ReworkOrdered',
  data: { ...why, round: 2, clocks: clocks('sign', 'firstContact', 'handle') },
} as const

describe('order rework', () => {
  it('begins the next round with fresh clocks after a visit that says no', () =>
    given(cases, ...anAcceptedCase, visitedInVain)
      .when(orderRework, why)
      .gives(ordered))

  it('is refused without a return visit', () =>
    given(cases, ...anAcceptedCase)
      .when(orderRework, why)
      .refuses('no-ground-for-rework'))

  it('is refused when the citizen is content', () =>
    given(cases, ...aVisitedCase)
      .when(orderRework, why)
      .refuses('no-ground-for-rework'))

  it('is refused before the report is accepted', () =>
    given(cases, ...aReportedCase)
      .when(orderRework, why)
      .refuses('under-review'))

  it('is refused twice', () =>
    given(cases, ...anAcceptedCase, visitedInVain, ordered)
      .when(orderRework, why)
      .refuses('not-signed'))

  it('is refused after the end', () =>
    given(cases, ...anAcceptedCase, visitedInVain, closed)
      .when(orderRework, why)
      .refuses('case-closed'))
})
