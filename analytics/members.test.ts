import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cityFacts } from '../test/support/aCityOfFacts.ts'
import { FedCity, type Query } from '../test/support/fedCity.ts'
import type { Counts, Metric, MetricRow } from './kernel/metric.ts'
import type { Window } from './kernel/scope.ts'
import { metrics } from './metrics.ts'

const splits: Readonly<Record<Metric['kind'], readonly string[]>> = {
  count: ['', 'district', 'unit2,type', 'week'],
  rate: ['', 'unit1', 'category1,channel', 'month'],
}
const own: Readonly<Record<string, Query>> = {
  hotspots: { falseAlarms: '9', days: '7' },
  'new-cases-map': { since: '2024-05-28T00:00:00.000Z' },
}

const splitsOf = ({ by, kind }: Metric) =>
  new Set([...(by.most === 1 ? ['unit1'] : splits[kind]), by.default.join(',')])

/** Every number of a row: of its period and of the two that it is compared with. */
const numbersOf = ({ counts, previous, lastYear }: MetricRow): ReadonlyArray<readonly [Window, Counts]> => [
  ['', counts],
  ['Previous', previous?.counts ?? {}],
  ['LastYear', lastYear?.counts ?? {}],
]

describe('every number on every tile', () => {
  let city: FedCity

  beforeAll(async () => {
    city = await FedCity.begun('members_test')
    await city.happens(cityFacts({ cases: 200, seed: 11, from: '2024-03-01T00:00:00.000Z', days: 90 }))
  })
  afterAll(() => city.end())

  async function open(name: string, row: MetricRow, query: Query): Promise<number> {
    const key: Query = row.key === null ? {} : { key: row.key }
    const numbers = numbersOf(row).flatMap(([window, counts]) =>
      Object.entries(counts).map(([part, number]) => ({ window, part, number })),
    )
    const opened = numbers.map(async ({ window, part, number }) => {
      const found = await city.members(name, { ...query, ...key, part, window })
      expect({ ...key, part, window, number: found.weight }).toEqual({ ...key, part, window, number })
      expect(new Set(found.ids).size).toBe(found.total)
    })
    await Promise.all(opened)
    return opened.length
  }

  it.each(metrics.map((metric) => [metric.name, metric] as const))(
    'of %s opens into exactly the cases that it counts',
    { timeout: 120_000 },
    async (name, metric) => {
      let opened = 0
      for (const by of splitsOf(metric)) {
        const asked: Query = { period: 'month', date: '2024-05-10', origin: 'live,synthetic', ...own[name], by }
        const { rows, totals, asOf } = await city.ask(name, asked)
        const pinned: Query = { ...asked, asOf: asOf.instant, ordinal: asOf.ordinal }
        for (const row of by === '' ? [totals.pooled] : [...rows, totals.pooled])
          opened += await open(name, row, pinned)
      }
      expect(opened).toBeGreaterThan(3)
    },
  )
})
