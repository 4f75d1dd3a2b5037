import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { officeHours } from '../test/support/aCalendar.ts'
import { cityFacts } from '../test/support/aCityOfFacts.ts'
import { readCases, type Read } from '../test/support/caseOracle.ts'
import { FedCity, type MetricReply, type Query } from '../test/support/fedCity.ts'
import type { MetricRow } from './kernel/metric.ts'
import { WorkingTime, type CalendarEntry } from './kernel/workingTime.ts'

const origins = 'live,synthetic'
const may = { from: '2024-05-01T00:00:00+08:00', until: '2024-06-01T00:00:00+08:00' }
const within = (at: string | undefined, { from, until }: { from: string; until: string } = may) =>
  at !== undefined && Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(until)
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

const begun = '2024-03-01T00:00:00.000Z'
const holidays = ['2024-04-04', '2024-05-01', '2024-05-02', '2024-05-03']
const square: [number, number][] = [
  [117, 36],
  [118, 36],
  [118, 37],
  [117, 36],
]
const place = (code: string, population: number, at: string) => ({
  stream: 'dictionary-places',
  facts: [
    {
      type: 'PlaceDefined',
      data: {
        code,
        name: code,
        level: 'district',
        parent: 'city',
        population,
        areaKm2: 10,
        center: [117.5, 36.5],
        shape: square,
        inForceFrom: at,
      },
    },
  ],
  about: { at },
})

describe('what a city of 600 cases means', () => {
  let city: FedCity
  let all: Read[] = []
  const month: Query = { period: 'month', date: '2024-05-10', origin: origins, asOf: '2024-06-01T03:00:00.000Z' }
  const value = ({ totals }: MetricReply, name = 'value') => totals.pooled.values[name]

  beforeAll(async () => {
    city = await FedCity.begun('truth_test')
    const told = cityFacts({ cases: 600, seed: 7, from: begun, days: 88 })
    const census = [
      place('east', 100_000, begun),
      place('west', 50_000, begun),
      place('east', 200_000, '2024-05-02T00:00:00.000Z'),
    ]
    const written = [officeHours(begun, holidays), ...census, ...told]
    await city.happens(written.toSorted((a, b) => (a.about.at < b.about.at ? -1 : Number(a.about.at > b.about.at))))
    const { asOf } = await city.ask('case-volume', month)
    all = readCases(city.store.events, asOf.ordinal).filter(({ origin }) => origin !== 'import')
  })
  afterAll(() => city.end())

  it('has handling time in working minutes, by the calendar in force', async () => {
    const calendar = new WorkingTime('Asia/Shanghai')
    for (const { type, data } of officeHours(begun, holidays).facts)
      calendar.learn({
        dictionary: 'calendar',
        ...(type === 'CalendarHoursSet' ? { hours: data } : { days: data }),
      } as CalendarEntry)
    const closed = all.filter((one) => within(one.closed))
    const minutes = closed.flatMap(({ dispatched, closed: end }) =>
      dispatched === undefined ? [] : [(calendar.secondsBetween(dispatched, end ?? '') ?? 0) / 60],
    )
    const handling = await city.ask('handling-time', month)
    expect(value(handling, 'workingMedian')).toBeCloseTo(quantile(minutes, 0.5), 8)
    expect(value(handling, 'workingP90')).toBeCloseTo(quantile(minutes, 0.9), 8)
    expect(value(handling, 'workingMean')).toBeCloseTo(sum(minutes) / minutes.length, 8)
    expect(value(handling, 'workingMedian')).toBeLessThan((value(handling, 'median') ?? 0) * 60)
  })

  it('says numbers of places per 10,000 inhabitants as counted then, and n/a where nobody is known to live', async () => {
    const { rows } = await city.ask('district-by-category', { ...month, by: 'district,category1' })
    const of = (row: MetricRow | undefined) => row?.counts['cases'] ?? 0
    const [east, west] = ['east', 'west'].map((name) => rows.find(({ cell }) => cell['district'] === name))
    expect(east).toMatchObject({ values: { population: 200_000, perTenThousand: of(east) / 20 } })
    expect(west).toMatchObject({ values: { population: 50_000, perTenThousand: of(west) / 5 } })
    const nowhere = rows.find(({ cell }) => cell['district'] === '')
    expect(nowhere).toMatchObject({ values: { population: null, perTenThousand: null } })
  })

  it('says inhabitants as they were in force and known at the as-of moment', async () => {
    const query = { ...month, date: '2024-04-10', by: 'district', asOf: '2024-04-15T00:00:00.000Z' }
    const april = await city.ask('case-volume', query)
    expect(april.rows.find(({ key }) => key === 'east')).toMatchObject({ values: { population: 100_000 } })
    const open = await city.ask('open-cases', { ...month, by: 'district' })
    expect(open.rows.find(({ key }) => key === 'west')).toMatchObject({ values: { population: 50_000 } })
  })

  it('says what the cases are made up of, and how the shares have moved', async () => {
    const reply = await city.ask('structure', { ...month, by: 'channel' })
    const of = (from: string, until: string) => all.filter(({ registered }) => within(registered, { from, until }))
    const now = of(may.from, may.until)
    const april = of('2024-04-01T00:00:00+08:00', may.from)
    expect(sum(reply.rows.map(({ values }) => values['share'] ?? 0))).toBeCloseTo(1, 10)
    for (const { cell, values, previous } of reply.rows) {
      const part = (some: readonly Read[]) =>
        share(
          some.filter(({ channel }) => channel === cell['channel']),
          some,
        ) ?? -1
      expect(values['share']).toBeCloseTo(part(now), 12)
      expect(previous?.values['share']).toBeCloseTo(part(april), 12)
      expect(previous?.change['share']).toBeCloseTo(part(now) - part(april), 12)
    }
  })

  it('compares periods that overlap bucket by bucket', async () => {
    const { now } = city
    city.now = '2025-07-01T00:00:00.000Z'
    const query = { period: 'custom', from: '2024-03-01', to: '2025-05-31', by: 'month', origin: origins }
    const { rows } = await city.ask('case-volume', query)
    const counts = rows.map((row) => row.counts['cases'])
    expect(counts[2]).toBe(all.filter(({ registered }) => within(registered)).length)
    // The first three months belong to the period, and to what its last three are compared with.
    expect(rows.slice(-3).map(({ lastYear }) => lastYear?.counts['cases'])).toEqual(counts.slice(0, 3))
    const key = rows.at(-1)?.key ?? ''
    const listed = await city.members('case-volume', { ...query, part: 'cases', window: 'LastYear', key })
    expect(listed.total).toBe(counts[2])
    city.now = now
  })
})
