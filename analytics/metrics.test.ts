import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cityFacts } from '../test/support/aCityOfFacts.ts'
import { readCases, type Read } from '../test/support/caseOracle.ts'
import { FedCity, type MetricReply, type Query } from '../test/support/fedCity.ts'

const origins = 'live,synthetic'
const may = { from: '2024-05-01T00:00:00+08:00', until: '2024-06-01T00:00:00+08:00' }
const within = (at: string | undefined, { from, until }: { from: string; until: string } = may) =>
  at !== undefined && Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(until)
const hours = (from = '', until = '') => (Date.parse(until) - Date.parse(from)) / 3_600_000
const share = (some: readonly unknown[], all: readonly unknown[]) =>
  all.length === 0 ? null : some.length / all.length
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Linear interpolation between the neighbours, as in a spreadsheet. */
function quantile(numbers: readonly number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * q
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}

describe('the metrics of a city of 600 cases', () => {
  let city: FedCity
  let all: Read[] = []
  const month: Query = { period: 'month', date: '2024-05-10', origin: origins, asOf: '2024-06-01T03:00:00.000Z' }
  const value = ({ totals }: MetricReply, name = 'value') => totals.pooled.values[name]

  beforeAll(async () => {
    city = await FedCity.begun('metrics_test')
    await city.happens(cityFacts({ cases: 600, seed: 7, from: '2024-03-01T00:00:00.000Z', days: 88 }))
    const { asOf } = await city.ask('case-volume', month)
    all = readCases(city.store.events, asOf.ordinal).filter(({ origin }) => origin !== 'import')
  })
  afterAll(() => city.end())

  it('counts what was registered, by day too, days without any included', async () => {
    const mine = all.filter(({ registered }) => within(registered))
    const reply = await city.ask('case-volume', { ...month, by: 'day' })
    expect(mine.length).toBeGreaterThan(100)
    expect(value(reply)).toBe(mine.length)
    expect(reply.rows).toHaveLength(31)
    const first = mine.filter(({ registered }) =>
      within(registered, { from: '2024-05-01T00:00:00+08:00', until: '2024-05-02T00:00:00+08:00' }),
    )
    expect(reply.rows[0]).toMatchObject({ key: String(Date.parse(may.from)), counts: { cases: first.length } })
    const april = all.filter(({ registered }) =>
      within(registered, { from: '2024-04-01T00:00:00+08:00', until: '2024-05-01T00:00:00+08:00' }),
    )
    expect(reply.totals.pooled.previous?.values['value']).toBe(april.length)
    expect(reply.totals.pooled.previous?.change['value']).toBeCloseTo((mine.length - april.length) / april.length, 12)
    expect(reply.totals.pooled.lastYear).toEqual({
      counts: { cases: 0 },
      values: { value: 0 },
      change: { value: null },
    })
  })

  it('has closing in time with what is still open past due', async () => {
    const now = '2024-06-01T03:00:00.000Z'
    const due = all.filter((one) => within(one.due) && (one.due ?? '') < now)
    const closedInTime = due.filter(({ closed, due: limit = '' }) => closed !== undefined && closed <= limit)
    const stillOpen = due.filter(({ closed }) => closed === undefined)
    const reply = await city.ask('on-time-rate', month)
    expect(stillOpen.length).toBeGreaterThan(5)
    expect(reply.totals.pooled.counts).toEqual({
      numerator: closedInTime.length,
      denominator: due.length,
      late: due.length - closedInTime.length - stillOpen.length,
      overdueOpen: stillOpen.length,
    })
    expect(value(reply)).toBeCloseTo(closedInTime.length / due.length, 12)
    const open = all.filter((one) => one.open)
    const overdue = open.filter((one) => one.due !== undefined && one.due < now)
    expect(value(await city.ask('open-cases', month))).toBe(open.length)
    expect(value(await city.ask('overdue-cases', month))).toBe(overdue.length)
  })

  it('has the three rates over valid visits, with their n', async () => {
    const closed = all.filter((one) => within(one.closed))
    const visited = closed.filter(({ visit }) => visit?.['valid'] === true)
    const said = (field: string, word: string) => visited.filter(({ visit }) => visit?.[field] === word)
    const response = await city.ask('response-rate', month)
    expect(response.n).toBe(visited.length)
    expect(value(response)).toBeCloseTo(share(said('contacted', 'yes'), visited) ?? -1, 12)
    expect(value(response, 'evaluation')).toBeCloseTo(share(visited, closed) ?? -1, 12)
    expect(value(await city.ask('resolution-rate', month))).toBeCloseTo(share(said('solved', 'yes'), visited) ?? -1, 12)
    const weighted = (w: number) =>
      (said('satisfied', 'satisfied').length + w * said('satisfied', 'basically').length) / visited.length
    expect(value(await city.ask('satisfaction-rate', month))).toBeCloseTo(weighted(0.9), 12)
    expect(value(await city.ask('satisfaction-rate', { ...month, weight: '0.8' }))).toBeCloseTo(weighted(0.8), 12)
  })

  it('ranks units by score, none below 30, and shows pooled and averaged totals apart', async () => {
    const reply = await city.ask('unit-ranking', { ...month, by: 'unit1' })
    const byUnit = (unit: string) =>
      all.filter((one) => within(one.closed) && one.visit?.['valid'] === true && one.unit[1] === unit)
    for (const { cell, counts } of reply.rows) expect(counts['denominator']).toBe(byUnit(cell['unit1'] ?? '').length)
    const fit = reply.rows.filter(({ enough }) => enough)
    expect(fit.map(({ rank }) => rank)).toEqual(fit.map((_, index) => index + 1))
    expect(
      reply.rows.filter(({ counts }) => (counts['denominator'] ?? 0) < 30).every(({ rank }) => rank === null),
    ).toBe(true)
    const scores = reply.rows.flatMap(({ values }) => values['value'] ?? [])
    expect(reply.totals.averaged?.values['value']).toBeCloseTo(sum(scores) / scores.length, 12)
    expect(reply.totals.averaged?.cells).toBe(scores.length)
  })

  it('has times, returns, reworks and direct answers', async () => {
    const closed = all.filter((one) => within(one.closed))
    const times = closed.flatMap(({ dispatched, closed: end }) =>
      dispatched === undefined ? [] : [hours(dispatched, end)],
    )
    const handling = await city.ask('handling-time', month)
    expect(value(handling, 'median')).toBeCloseTo(quantile(times, 0.5), 8)
    expect(value(handling, 'p90')).toBeCloseTo(quantile(times, 0.9), 8)
    expect(value(handling, 'mean')).toBeCloseTo(sum(times) / times.length, 8)
    const dispatched = all.filter((one) => within(one.dispatched))
    const times_ = (type: string) => sum(dispatched.map((one) => one.times(type)))
    expect((await city.ask('return-rate', month)).totals.pooled.counts).toEqual({
      numerator: times_('ReturnApproved'),
      denominator: times_('Dispatched'),
      requested: times_('ReturnRequested'),
      refused: times_('ReturnRejected'),
    })
    const reworked = closed.filter((one) => one.times('ReportRejected') + one.times('ReworkOrdered') > 0)
    expect(value(await city.ask('rework-rate', month))).toBeCloseTo(share(reworked, closed) ?? -1, 12)
    const registered = all.filter((one) => within(one.registered))
    expect(value(await city.ask('direct-answer-rate', month))).toBeCloseTo(
      share(
        registered.filter(({ answered }) => answered),
        registered,
      ) ?? -1,
      12,
    )
  })

  it('splits by place and category, as now and as registered', async () => {
    const mine = all.filter((one) => within(one.registered))
    const now = await city.ask('district-by-category', { ...month, by: 'district,category2' })
    const registered = await city.ask('top-categories', { ...month, by: 'category3', as: 'registered', top: '50' })
    for (const { cell, counts } of now.rows) {
      expect(counts['cases']).toBe(
        mine.filter((one) => one.district === cell['district'] && one.category[1] === cell['category2']).length,
      )
    }
    for (const { cell, counts } of registered.rows) {
      expect(counts['cases']).toBe(mine.filter((one) => one.categoryRegistered[2] === cell['category3']).length)
    }
    expect(sum(now.rows.map(({ counts }) => counts['cases'] ?? 0))).toBe(mine.length)
    expect(sum(registered.rows.map(({ values }) => values['share'] ?? 0))).toBeCloseTo(1, 10)
  })

  it('is as narrow as the viewer, the filters and the origins', async () => {
    const mine = all.filter((one) => within(one.registered))
    const count = async (query: Query) => value(await city.ask('case-volume', { ...month, ...query }))
    expect(await count({ unit: 'east' })).toBe(mine.filter(({ unit }) => unit.includes('east')).length)
    expect(await count({ category: '01,0202', type: 'complaint' })).toBe(
      mine.filter(
        ({ category, type }) => type === 'complaint' && (category.includes('01') || category.includes('0202')),
      ).length,
    )
    expect(await count({ origin: 'live' })).toBe(mine.filter(({ origin }) => origin === 'live').length)
    expect(await count({ origin: 'import' })).toBe(
      readCases(city.store.events).filter((one) => one.origin === 'import' && within(one.registered)).length,
    )
    city.viewer = { units: ['east-1'], seesProtected: false }
    expect(await count({})).toBe(mine.filter(({ concerns }) => concerns.has('east-1')).length)
    city.viewer = { units: [], seesProtected: false }
    expect(await count({})).toBe(0)
    city.viewer = { units: ['city'], seesProtected: false }
    const listed = await city.members('case-volume', { ...month, part: 'cases' })
    const hidden = mine.filter((one) => one.protected).length
    city.viewer = { units: ['city'], seesProtected: true }
    expect(listed).toMatchObject({ total: mine.length, hidden })
    expect(listed.ids).toHaveLength(mine.length - hidden)
  })
})
