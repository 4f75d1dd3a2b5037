import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { describe, expect, it } from 'vitest'

import { importedMessage, streetLightOut } from '../../test/support/aCase.ts'
import { aContext, folded, now, under, type Circumstances } from '../../test/support/given.ts'
import type { Command } from '../kernel/command.ts'
import { Refusal } from '../kernel/refusal.ts'
import { cases } from './case.ts'
import { caseCommands } from './commands.ts'
import { caseEvents, nextSteps, type CaseEvent, type NextStep } from './events.ts'
import { activeOf, assignmentsOf, focusedOn, nextStep, type Case } from './state.ts'

type Name = keyof typeof caseCommands
type Ask = { command: Name | 'next'; actor: string; unit: number; pick: number; minutes: number }

const units = ['lamps', 'water', 'north-lake', 'city']
const creating = ['registerCase', 'importCase']
const reason = '说明'
const report = { claimTrue: 'yes', withinDuties: true, internalMeasure: '已办', publicAnswer: '已办' }

/** A body for each command, as a clerk of little sense would send it. */
function bodyOf(command: Name, { unit, pick }: Ask, state: Case): { assignmentId?: string } {
  const one = <Value>(...values: readonly Value[]) => values[pick % values.length]
  const assignmentId = one(...Object.keys(state.assignments)) ?? 'to-nobody'
  const bodies: Partial<Record<Name, object>> = {
    answerDirectly: { answer: '答复', close: one(true, false) },
    dispatchCase: { units: [{ unit: units[unit], kind: one('assisting', 'primary', 'primary') }] },
    recordContactAttempt: { assignmentId, way: 'phone', outcome: one('reached', 'no-answer') },
    noteHandling: { assignmentId, text: '办理中' },
    reportHandling: { assignmentId, ...report, solved: 'yes' },
    rejectReport: { assignmentId, reason },
    orderRework: { assignmentId, reason },
    requestReturn: { assignmentId, reasonCode: 'other', evidence: reason },
    rejectReturn: { assignmentId, reason },
    recordCallbackAttempt: { channel: 'phone', outcome: 'no-answer' },
    recordCallback: { valid: true, solved: one('no', 'yes') },
    closeCase: { closureKind: one('solved', 'withdrawn', 'explained', 'answered'), reason },
    reopenCase: { reason },
    reclassify: { field: 'urgency', to: one('urgent', 'normal'), reason },
    correctCase: { field: 'title', to: `标题${pick}`, reason },
    addNote: { text: '备注' },
    linkContact: { contact: `call-${pick}`, as: one('urge', 'progress') },
  }
  return bodies[command] ?? { assignmentId }
}

/** What a clerk of some sense does next; half of all asks, so that lives get anywhere. */
const sensible: Readonly<Record<NextStep, readonly [Name, Name]>> = {
  dispatch: ['dispatchCase', 'dispatchCase'],
  sign: ['signFor', 'requestReturn'],
  contact: ['recordContactAttempt', 'recordContactAttempt'],
  report: ['reportHandling', 'noteHandling'],
  'decide-return': ['approveReturn', 'rejectReturn'],
  review: ['acceptReport', 'rejectReport'],
  visit: ['recordCallback', 'recordCallbackAttempt'],
  close: ['closeCase', 'orderRework'],
  none: ['reopenCase', 'linkContact'],
  unknown: ['dispatchCase', 'answerDirectly'],
}
const names = (Object.keys(caseCommands) as Name[]).filter((name) => !creating.includes(name))
const anAsk: fc.Arbitrary<Ask> = fc.record({
  command: fc.oneof(fc.constant('next' as const), fc.constantFrom(...names)),
  actor: fc.constantFrom('ada', 'bo', 'chen', 'dan'),
  unit: fc.nat({ max: units.length - 1 }),
  pick: fc.nat({ max: 11 }),
  minutes: fc.nat({ max: 600 }),
})

type AnyCommand = Command<Case, CaseEvent, TSchema>
type Step = {
  ask: Ask
  command: Name
  input: { assignmentId?: string }
  before: Case
  after: Case
  events: readonly CaseEvent[]
  told: Circumstances
}

/** Asks one after the other; what is refused changes nothing. */
function life(begin: CaseEvent, asks: readonly Ask[]): { history: CaseEvent[]; steps: Step[] } {
  const history = [begin]
  const steps: Step[] = []
  let time = Date.parse(now)
  for (const [index, ask] of asks.entries()) {
    time += ask.minutes * 60_000
    const told: Circumstances = {
      now: new Date(time).toISOString(),
      actor: { kind: 'person', id: ask.actor },
      newId: (name) => `${name} ${index}`,
    }
    const before = folded(cases, history)
    const command = ask.command === 'next' ? sensible[nextStep(before)][ask.unit % 3 ? 0 : 1] : ask.command
    const input = bodyOf(command, ask, before)
    const events = unlessRefused(() => commandOf(command).decide(input, before, aContext(told))) ?? []
    history.push(...events.map((event) => under(told, event)))
    steps.push({ ask, command, input, before, after: folded(cases, history), events, told })
  }
  return { history, steps }
}

const commandOf = (name: Name) => caseCommands[name] as AnyCommand

function unlessRefused<Result>(ask: () => Result): Result | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

const isPossible = (name: Name, state: Case, told: Circumstances): boolean =>
  unlessRefused(() => {
    commandOf(name).possible?.(state, aContext(told))
    return true
  }) ?? false

const aLife = fc
  .tuple(
    fc.constantFrom<CaseEvent>(streetLightOut, importedMessage),
    fc.array(anAsk, { minLength: 30, maxLength: 120 }),
  )
  .map(([begin, asks]) => life(begin, asks))

/** The first life in which the rule does not hold at some step; undefined where it always does. */
function breachOf(holds: (step: Step) => boolean) {
  const rule = fc.property(aLife, ({ steps }) => steps.every(holds))
  const { failed, errorInstance, counterexample } = fc.check(rule, { numRuns: 150 })
  return failed ? (errorInstance ?? counterexample?.[0].history.map(({ type }) => type)) : undefined
}
const afterTheEnd = new Set(['NoteAdded', 'ContactLinked', 'Reopened'])
const notOnesOwn = new Set(['ReportAccepted', 'ReportRejected', 'CallbackAttempted', 'CallbackRecorded', 'Closed'])

describe('a case, whatever is asked of it', () => {
  it('comes through every fact that a person can bring about', () => {
    const types = new Set(
      fc.sample(aLife, { seed: 42, numRuns: 300 }).flatMap(({ history }) => history.map(({ type }) => type)),
    )
    expect([...types, 'ImportedReply'].toSorted()).toEqual(Object.keys(caseEvents).toSorted())
  })

  it('always has a next step of the list, and none exactly when it is closed', () =>
    expect(
      breachOf(({ after }) => {
        const step = nextStep(after)
        return nextSteps.includes(step) && (step === 'none') === (after.status === 'closed')
      }),
    ).toBeUndefined())

  it('has at most one active primary unit', () =>
    expect(
      breachOf(({ after }) => activeOf(after).filter(({ kind }) => kind === 'primary').length <= 1),
    ).toBeUndefined())

  it('takes only notes, contacts and a reopening after the end', () =>
    expect(
      breachOf(({ before, events }) => before.status === 'open' || events.every(({ type }) => afterTheEnd.has(type))),
    ).toBeUndefined())

  it('counts rounds upwards only', () =>
    expect(
      breachOf(({ before, after }) => {
        const kept = assignmentsOf(before).every(({ id, round }) => (after.assignments[id]?.round ?? 0) >= round)
        return kept && after.round >= before.round
      }),
    ).toBeUndefined())

  it('is reviewed, visited and closed by nobody who handled it', () =>
    expect(
      breachOf(({ command, ask, before, events }) => {
        const own = before.handledBy.includes(ask.actor) && command !== 'answerDirectly'
        return !own || !events.some(({ type }) => notOnesOwn.has(type))
      }),
    ).toBeUndefined())

  it('shows as possible whatever then succeeds, also seen through the assignment that it names', () =>
    expect(
      breachOf(({ command, input, before, events, told }) => {
        const seen = input.assignmentId === undefined ? before : focusedOn(before, input.assignmentId)
        return events.length === 0 || (isPossible(command, before, told) && isPossible(command, seen, told))
      }),
    ).toBeUndefined())

  it('is the same whenever its history is folded', () =>
    fc.assert(
      fc.property(aLife, ({ history }) => {
        expect(folded(cases, history)).toEqual(folded(cases, history))
      }),
    ))
})
