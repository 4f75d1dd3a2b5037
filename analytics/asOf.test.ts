import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cityFacts } from '../test/support/aCityOfFacts.ts'
import { readCases } from '../test/support/caseOracle.ts'
import { appendPlain } from '../test/support/factLog.ts'
import { FedCity, type Query } from '../test/support/fedCity.ts'
import { metrics } from './metrics.ts'

const origins = 'live,synthetic,import'
const names = metrics.map(({ name }) => name)

describe('as of a moment', () => {
  let city: FedCity
  const moments = ['2024-03-20T02:03:04.000Z', '2024-04-11T09:00:00.000Z', '2024-05-02T16:30:00.000Z']
  const seen = new Map<string, unknown>()

  async function look(name: string, query: Query) {
    const { rows, totals, period, asOf } = await city.ask(name, { period: 'month', origin: origins, ...query })
    return { rows, totals, period, asOf }
  }

  beforeAll(async () => {
    city = await FedCity.begun('as_of_test')
    let rest = cityFacts({ cases: 250, seed: 3, from: '2024-03-01T00:00:00.000Z', days: 70 })
    for (const moment of moments) {
      await city.happens(rest.filter(({ about }) => about.at <= moment))
      rest = rest.filter(({ about }) => about.at > moment)
      city.now = moment
      for (const name of names) seen.set(`${name} ${moment}`, await look(name, {}))
    }
    city.now = '2024-08-01T00:00:00.000Z'
    await city.happens(rest)
  })
  afterAll(() => city.end())

  it.each(moments)('%s every metric answers as it answered live then', async (moment) => {
    for (const name of names)
      expect([name, await look(name, { asOf: moment })]).toEqual([name, seen.get(`${name} ${moment}`)])
  })

  it('differs from what is known now', async () => {
    const [moment = ''] = moments
    const now = await look('on-time-rate', { date: moment.slice(0, 10) })
    expect(now.totals).not.toEqual((seen.get(`on-time-rate ${moment}`) as typeof now).totals)
  })

  it('is empty before anything was known', async () => {
    const { totals } = await look('case-volume', { asOf: '2023-12-01T00:00:00.000Z' })
    expect(totals.pooled.counts).toEqual({ cases: 0 })
  })
})

describe('a log whose seals and looks carry the clock of today', () => {
  let city: FedCity
  const today = '2026-11-24T00:00:00.000Z'
  const moment = '2024-03-20T02:03:04.000Z'

  beforeAll(async () => {
    city = await FedCity.begun('sealed_test')
    city.now = today
    for (const stream of ['seal-log', 'access-1', 'login-eve', 'numberblock-20240301-1'])
      await appendPlain(city.store, { stream, type: 'Sealed', at: today })
    await city.happens(cityFacts({ cases: 60, seed: 3, from: '2024-03-01T00:00:00.000Z', days: 40 }))
  })
  afterAll(() => city.end())

  it('still knows what was known last year, and what was not', async () => {
    const query = { period: 'month', origin: origins } as const
    const then = await city.ask('case-volume', { ...query, asOf: moment })
    const all = await city.ask('case-volume', { ...query, date: '2024-03-10' })
    const known = readCases(city.store.events, then.asOf.ordinal)
    expect(known.length).toBeGreaterThan(10)
    expect(then.totals.pooled.counts).toEqual({ cases: known.length })
    expect(all.totals.pooled.counts['cases']).toBeGreaterThan(known.length)
    expect(
      (await city.ask('case-volume', { ...query, asOf: '2023-12-01T00:00:00.000Z' })).totals.pooled.counts,
    ).toEqual({
      cases: 0,
    })
  })
})

describe('a case that does not go straight', () => {
  let city: FedCity
  const from = '2024-03-01T00:00:00.000Z'
  const query: Query = { period: 'month', date: '2024-03-05' }
  const clocks = [
    {
      clock: 'handle',
      ruleId: 'r',
      policyVersion: 0,
      calendarVersion: 0,
      startedAt: from,
      amount: 1,
      unit: 'days',
      dueAt: '2024-03-05T00:00:00.000Z',
    },
  ]
  const registration = {
    caseNumber: '1',
    type: 'complaint',
    title: 't',
    story: 's',
    callerKind: 'person',
    identity: 'real-name',
    identityProtected: false,
    category: { code: '010101', chosenBy: 'person' },
    urgency: { value: 'normal', chosenBy: 'person' },
    language: 'zh-CN',
    lengths: { title: 1, story: 1 },
    intakeUnit: 'hotline',
    channel: 'phone',
    clocks: [],
    place: { district: 'east', street: 'east-1', lon: 117.123456, lat: 36.654321, source: 'picked' },
  }
  const happens = (at: string, type: string, data: unknown, occurredAt = at) =>
    city.happens([{ stream: 'case-one', facts: [{ type, data }], about: { at, occurredAt } }])
  const count = async (name: string, more: Query = {}) => (await city.ask(name, { ...query, ...more })).totals.pooled

  beforeAll(async () => {
    city = await FedCity.begun('crooked_test')
    await city.happens(cityFacts({ cases: 0, seed: 1, from, days: 1 }))
  })
  afterAll(() => city.end())

  it('answers from empty cubes with zeros and n/a, never with a division', async () => {
    for (const name of names) {
      const { rows, totals } = await city.ask(name, query)
      expect(Object.values(totals.pooled.counts).every((n) => n === 0)).toBe(true)
      expect(rows.every(({ key }) => key === null)).toBe(true)
    }
    expect((await count('on-time-rate')).values['value']).toBeNull()
    expect((await count('case-volume')).previous?.change['value']).toBeNull()
    expect((await count('satisfaction-rate')).interval ?? null).toBeNull()
  })

  it('is counted in its own period though it was entered later, at its coarse place', async () => {
    await happens('2024-04-02T00:00:00.000Z', 'CaseRegistered', registration, '2024-03-02T00:00:00.000Z')
    expect((await count('case-volume')).counts).toEqual({ cases: 1 })
    expect((await count('case-volume', { date: '2024-04-05' })).counts).toEqual({ cases: 0 })
    expect((await count('case-volume', { asOf: '2024-04-01T00:00:00.000Z' })).counts).toEqual({ cases: 0 })
    const { rows } = await city.ask('new-cases-map', { since: '2024-03-01T00:00:00.000Z' })
    expect(rows.map(({ cell }) => cell)).toEqual([{ place: '117.123,36.654', street: 'east-1', category: '010101' }])
  })

  it('moves when it is re-classified, and stays where it was as registered', async () => {
    await happens('2024-04-02T01:00:00.000Z', 'CaseReclassified', {
      field: 'category',
      from: '010101',
      to: '020201',
      reason: 'r',
    })
    await happens('2024-04-02T01:00:00.000Z', 'CaseReclassified', {
      field: 'place',
      to: { district: 'west', street: 'west-1', source: 'picked' },
      reason: 'r',
    })
    expect((await count('case-volume', { category: '02', district: 'west' })).counts).toEqual({ cases: 1 })
    expect((await count('case-volume', { category: '01' })).counts).toEqual({ cases: 0 })
    expect((await count('case-volume', { category: '0101', district: 'east', as: 'registered' })).counts).toEqual({
      cases: 1,
    })
    expect((await count('case-volume', { category: '01', asOf: '2024-04-02T00:30:00.000Z' })).counts).toEqual({
      cases: 1,
    })
  })

  it('counts again as open and overdue when it is reopened, whose clock has not begun', async () => {
    await happens(
      '2024-04-03T00:00:00.000Z',
      'Dispatched',
      { assignmentId: 'a', round: 1, unit: 'west-1', kind: 'primary', clocks },
      '2024-03-03T00:00:00.000Z',
    )
    expect((await count('overdue-cases')).counts['overdue']).toBe(1)
    expect((await count('on-time-rate')).counts).toMatchObject({ denominator: 1, overdueOpen: 1 })
    await happens('2024-04-04T00:00:00.000Z', 'Closed', { closureKind: 'solved' }, '2024-03-04T00:00:00.000Z')
    expect((await count('on-time-rate')).counts).toMatchObject({ numerator: 1, denominator: 1, overdueOpen: 0 })
    await happens('2024-04-05T00:00:00.000Z', 'Reopened', { reason: 'r', round: 2, clocks: [] })
    expect((await count('on-time-rate')).counts['denominator']).toBe(0)
    expect((await count('open-cases')).counts).toMatchObject({ open: 1, reworked: 1 })
    expect((await count('on-time-rate', { asOf: '2024-04-04T12:00:00.000Z' })).counts).toMatchObject({ numerator: 1 })
  })

  it('keeps an event of a type that this version does not know, and counts on', async () => {
    const { events } = city.store
    const last = events.at(-1)
    if (last)
      events.push({
        ...last,
        type: 'CaseAdmired',
        revision: last.revision + 1n,
        position: last.position + 100n,
        id: '00000000-0000-8000-8000-000000000001',
      })
    await city.feed()
    expect((await count('open-cases')).counts).toMatchObject({ open: 1 })
    expect((await city.ask('open-cases')).asOf.ordinal).toBe(events.length)
  })
})
