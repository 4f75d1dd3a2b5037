import { describe, expect, it } from 'vitest'

import {
  aCaseInHand,
  aClosedCase,
  aDispatchedCase,
  anAcceptedCase,
  anonymousTip,
  answered,
  aReportedCase,
  assisted,
  aVisitedCase,
  clocks,
  contacted,
  dispatched,
  importedMessage,
  reopened,
  returnApproved,
  returnRequested,
  signed,
  streetLightOut,
  visitedInVain,
} from '../../test/support/aCase.ts'
import { folded } from '../../test/support/given.ts'
import { cases } from './case.ts'
import type { CaseEvent, NextStep } from './events.ts'
import { concerns, focusedOn, nextStep } from './state.ts'

const noAnswer: CaseEvent = { type: 'ContactAttempted', data: { ...contacted.data, outcome: 'no-answer' } }
const rejected: CaseEvent = {
  type: 'ReportRejected',
  data: { assignmentId: 'to-lamps', round: 2, reason: '不全。', clocks: clocks('handle') },
}
const rework: CaseEvent = {
  type: 'ReworkOrdered',
  data: { assignmentId: 'to-lamps', round: 2, reason: '仍不亮。', clocks: clocks('sign') },
}
const importedReply: CaseEvent[] = [
  { type: 'ImportedReply', data: { text: '已处理。', length: 4 } },
  { type: 'Closed', data: { closureKind: 'imported' } },
]

describe('next step', () => {
  const steps: ReadonlyArray<[NextStep, string, readonly CaseEvent[]]> = [
    ['dispatch', 'a new case', [streetLightOut]],
    ['sign', 'a dispatched one', aDispatchedCase],
    ['contact', 'a signed one', [...aDispatchedCase, signed]],
    ['contact', 'one whose citizen did not answer', [...aDispatchedCase, signed, noAnswer]],
    ['report', 'one whose citizen was reached', aCaseInHand],
    ['report', 'a signed one where nobody can be called', [anonymousTip, dispatched, signed]],
    ['decide-return', 'one that a unit wants to give back', [...aDispatchedCase, returnRequested]],
    ['dispatch', 'one that was given back', [...aDispatchedCase, returnRequested, returnApproved]],
    ['review', 'a reported one', aReportedCase],
    ['report', 'one whose report was rejected', [...aReportedCase, rejected]],
    ['visit', 'one whose report was accepted', anAcceptedCase],
    ['close', 'a visited one', aVisitedCase],
    ['sign', 'one in rework', [...anAcceptedCase, visitedInVain, rework]],
    ['close', 'one answered directly', [streetLightOut, answered]],
    ['none', 'a closed one', aClosedCase],
    ['dispatch', 'a reopened one', [...aClosedCase, reopened]],
    ['unknown', 'an imported one without outcome', [importedMessage]],
    ['sign', 'an imported one that was taken up', [importedMessage, dispatched]],
    ['none', 'an imported one with its reply', [importedMessage, ...importedReply]],
    ['dispatch', 'an imported one that was reopened', [importedMessage, ...importedReply, reopened]],
  ]
  it.each(steps)('is %s for %s', (step, _, history) => expect(nextStep(folded(cases, history))).toBe(step))
})

describe('a case', () => {
  it('concerns its intake unit and every unit that ever had it', () => {
    const history = [...aDispatchedCase, assisted, returnRequested, returnApproved]
    expect(concerns(folded(cases, history))).toEqual(['hotline', 'lamps', 'north-lake'])
  })

  it('concerns nobody before it is registered', () => expect(concerns(cases.initial)).toEqual([]))

  it('keeps no word that anybody said', () => {
    const state = JSON.stringify(folded(cases, aClosedCase))
    for (const said of ['柳园', '灯泡', '修复']) expect(state).not.toContain(said)
  })

  it('keeps the newest round of all its assignments', () => {
    const inRound = (assignmentId: string, round: number): CaseEvent => ({
      type: 'ReportRejected',
      data: { ...rejected.data, assignmentId, round } as typeof rejected.data,
    })
    const history = [
      ...aDispatchedCase,
      assisted,
      inRound('to-lamps', 2),
      inRound('to-lamps', 3),
      inRound('to-street', 2),
    ]
    expect(folded(cases, history).round).toBe(3)
  })

  it('is plain JSON', () => {
    const state = folded(cases, aClosedCase)
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })

  it('can be looked at through one assignment', () => {
    const state = folded(cases, [...aDispatchedCase, assisted])
    expect(Object.keys(focusedOn(state, 'to-street').assignments)).toEqual(['to-street'])
    expect(focusedOn(state, 'to-nobody').assignments).toEqual({})
  })

  it('keeps the words about a party apart from the rest of the text', () => {
    const correction: CaseEvent = { type: 'CaseCorrected', data: { field: 'party', to: '某公司', reason: '补充。' } }
    expect(cases.slot?.('text', correction)).toBe('party')
    expect(cases.slot?.('text', streetLightOut)).toBe('text')
    expect(cases.slot?.('party', streetLightOut)).toBe('party')
  })
})
