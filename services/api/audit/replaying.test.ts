import { beforeAll, describe, expect, it } from 'vitest'

import { cityDictionaries } from '../../../test/support/aCityOfFacts.ts'
import { recorded } from '../../../test/support/givenDictionary.ts'
import { Scribe } from '../../../test/support/projecting.ts'
import { ReferenceBook } from '../../dictionaries/referenceData.ts'
import { placesStream } from '../../places/events.ts'
import { PlaceBook } from '../../places/placeBook.ts'
import { opened, replay, type Axes, type ReplayStep } from './replaying.ts'

const on = (time: string) => `2025-06-02T${time}:00.000Z`
const due = (clock: string, dueAt: string) => ({
  clock,
  ruleId: `rule-${clock}`,
  policyVersion: 0,
  calendarVersion: 0,
  startedAt: on('01:00'),
  amount: 2,
  unit: 'hours',
  dueAt,
})

const registered = {
  type: 'CaseRegistered',
  data: {
    contact: 'k1',
    caseNumber: '202506020000011',
    type: 'complaint',
    title: '路灯不亮',
    story: '门口的路灯坏了',
    callerKind: 'person',
    identity: 'real-name',
    identityProtected: false,
    category: { code: '010101', chosenBy: 'person' },
    urgency: { value: 'normal', chosenBy: 'person' },
    language: 'zh-CN',
    lengths: { title: 4, story: 7 },
    intakeUnit: 'hotline',
    channel: 'phone',
    place: { district: '990101', community: '990101002001', source: 'said' },
    clocks: [due('dispatch', on('03:00'))],
  },
}
const assignment = { assignmentId: 'a1', round: 1 }
const clocks = [due('sign', on('05:00')), due('handle', on('23:00'))]

const place = (name: string, inForceFrom: string) => ({
  type: 'PlaceDefined',
  data: { code: '990101002001', name, level: 'community', parent: null, inForceFrom },
})

/** The dictionaries of the scribe's log, and no places yet. */
function booksOf(scribe: Scribe) {
  const book = new ReferenceBook('Asia/Shanghai')
  for (const event of scribe.store.events) book.apply(event)
  return { book, places: new PlaceBook() }
}

let told: { axes: Axes; reasons: readonly { zh: string; en: string }[] }
beforeAll(async () => {
  const scribe = new Scribe()
  await scribe.writeAll(cityDictionaries('2024-01-01T00:00:00.000Z'))
  const books = booksOf(scribe)
  const named = [place('和谷村', '2024-01-01T00:00:00.000Z'), place('和谷社区', on('01:30'))]
  for (const event of recorded(placesStream, named)) books.places.apply(event)
  const write = (fact: { type: string; data: unknown }, at: string, occurredAt = at) =>
    scribe.write('case-1', [fact], { at, occurredAt })
  await write(registered, on('01:00'))
  await write({ type: 'Dispatched', data: { ...assignment, unit: 'east-1', kind: 'primary', clocks } }, on('02:00'))
  await write({ type: 'SignedFor', data: assignment }, on('04:00'))
  const corrected = { field: 'title', from: '路灯不亮', to: '路灯整排不亮', reason: '听错了' }
  await write({ type: 'CaseCorrected', data: corrected }, on('05:00'))
  // Written in the evening, done in the morning: before the unit had signed.
  const attempt = { ...assignment, at: on('03:00'), way: 'phone', outcome: 'reached' }
  await write({ type: 'ContactAttempted', data: attempt }, on('09:00'), on('03:00'))
  const { events } = await scribe.store.read('case-1')
  const readable = events.map((event) => opened(event, scribe.vault.known))
  told = replay(readable, {
    id: '1',
    ...books,
    nameOf: (id) => (id === 'staff-1' ? '王芳' : undefined),
    now: on('10:00'),
  })
})

/** The whole state at a step: what changed, laid over what was before. */
const stateAt = (steps: readonly ReplayStep[], n: number) =>
  Object.assign({}, ...steps.slice(0, n + 1).map(({ changed }) => changed)) as Required<ReplayStep['changed']>

describe('a replay', () => {
  it('tells the case as it was known at every event', () => {
    const steps = told.axes.known.map((_, n) => stateAt(told.axes.known, n).nextStep)
    expect(steps).toEqual(['dispatch', 'sign', 'contact', 'contact', 'report'])
    expect(stateAt(told.axes.known, 1)).toMatchObject({
      title: '路灯不亮',
      whoseTurn: { unit: 'east-1' },
      clocks: [{ clock: 'sign' }, { clock: 'handle' }],
    })
    expect(stateAt(told.axes.known, 0).clocks).toMatchObject([{ clock: 'dispatch', dueAt: on('03:00') }])
  })

  it('calls a place what it was called then, also one that no unit is named after', () => {
    expect(stateAt(told.axes.known, 0).place?.names).toEqual(['990101', '和谷村'])
    expect(stateAt(told.axes.known, 1).place?.names).toEqual(['990101', '和谷社区'])
  })

  it('names only what became different', () => {
    expect(Object.keys(told.axes.known[3]?.changed ?? {})).toEqual(['title'])
    expect(told.axes.known[3]?.changed).toEqual({ title: '路灯整排不亮' })
    expect(told.axes.known[2]?.changed).toMatchObject({ nextStep: 'contact', handledBy: ['王芳'] })
  })

  it('puts what was entered later where it happened, and only there', () => {
    expect(told.axes.known.map(({ revision }) => revision)).toEqual(['0', '1', '2', '3', '4'])
    expect(told.axes.happened.map(({ revision }) => revision)).toEqual(['0', '1', '4', '2', '3'])
    expect(told.axes.happened.map(({ at }) => at)).toEqual(['01:00', '02:00', '03:00', '04:00', '05:00'].map(on))
  })

  it('ends in the same state on both axes', () => {
    const { clocks: _one, ...known } = stateAt(told.axes.known, 4)
    const { clocks: _two, ...happened } = stateAt(told.axes.happened, 4)
    expect(happened).toEqual(known)
  })

  it('says what could be done then, and why the rest could not', () => {
    const atFirst = stateAt(told.axes.known, 0)
    expect(atFirst.possible.map(({ command }) => command)).toContain('dispatchCase')
    const reopening = atFirst.refused.find(({ command }) => command === 'reopenCase')
    expect(told.reasons[reopening?.why ?? -1]?.zh).toBeTruthy()
    expect(stateAt(told.axes.known, 1).possible).toContainEqual({ command: 'signFor', assignmentId: 'a1' })
  })
})

describe('a replay of an imported case', () => {
  const years = { asked: '2019-03-01T02:00:00.000Z', replied: '2019-03-05T02:00:00.000Z', imported: on('08:00') }
  const imported: { axes?: Axes } = {}
  beforeAll(async () => {
    const scribe = new Scribe()
    await scribe.writeAll(cityDictionaries('2024-01-01T00:00:00.000Z'))
    const books = booksOf(scribe)
    const write = (fact: { type: string; data: unknown }, occurredAt: string) =>
      scribe.write('case-9', [fact], { at: years.imported, occurredAt })
    const data = { ...registered.data, category: { code: '010101', chosenBy: 'import' }, channel: 'import', clocks: [] }
    await write({ type: 'CaseRegistered', data }, years.asked)
    await write({ type: 'ImportedReply', data: { text: '已修复', repliedAt: years.replied } }, years.replied)
    const { events } = await scribe.store.read('case-9')
    const readable = events.map((event) => opened(event, scribe.vault.known))
    imported.axes = replay(readable, { id: '9', ...books, nameOf: () => undefined, now: on('10:00') }).axes
  })
  /** The last state at or before an instant; undefined before there is any. */
  const at = (axis: readonly ReplayStep[], instant: string) => {
    const n = axis.findLastIndex((step) => step.at <= instant)
    return n < 0 ? undefined : stateAt(axis, n)
  }

  it('knew nothing before it was imported, however long ago it happened', () => {
    const { known = [], happened = [] } = imported.axes ?? {}
    const between = '2019-03-03T00:00:00.000Z'
    expect(at(known, between)).toBeUndefined()
    expect(at(happened, between)).toMatchObject({ title: '路灯不亮', answer: null })
    expect(at(happened, years.replied)).toMatchObject({ answer: '已修复' })
    expect(known.map((step) => step.at)).toEqual([years.imported, years.imported])
    expect(at(known, years.imported)).toMatchObject({ title: '路灯不亮', answer: '已修复' })
  })

  it('names what had no name then as it was named later', () => {
    const category = at(imported.axes?.happened ?? [], years.asked)?.category
    expect(category?.names).not.toEqual(['010101'])
  })
})
