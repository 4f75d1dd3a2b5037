import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cityFacts } from '../test/support/aCityOfFacts.ts'
import { readCases, type Read } from '../test/support/caseOracle.ts'
import { FedCity, type Query } from '../test/support/fedCity.ts'
import { partsOf, valueOf, type Look } from '../test/support/recount.ts'
import type { MetricRow } from './kernel/metric.ts'
import { metrics } from './metrics.ts'

const zone = 8 * 3_600_000
const origin = 'live,synthetic'

/** The month so far in Shanghai, and as much of the month before and of the month a year ago. */
function windowsAt(instant: string): readonly { name: 'now' | 'previous' | 'lastYear'; isIn: Look['isIn'] }[] {
  const local = new Date(Date.parse(instant) + zone)
  const month = (back: number) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - back, 1) - zone
  const elapsed = Date.parse(instant) - month(0)
  const span = (name: 'now' | 'previous' | 'lastYear', back: number) => {
    const [from, next] = [month(back), month(back - 1)]
    const [first, until] = [from, Math.min(next, from + elapsed)].map((at) => new Date(at).toISOString()) as [
      string,
      string,
    ]
    return { name, isIn: (at: string | undefined) => at !== undefined && at >= first && at < until }
  }
  return [span('now', 0), span('previous', 1), span('lastYear', 12)]
}

type CellOf = (one: Read) => string
const cells: Readonly<Record<string, CellOf>> = {
  district: ({ district }) => district,
  unit2: ({ unit }) => unit[Math.min(2, unit.length - 1)] ?? '',
  category1: ({ category }) => category[0] ?? '',
}

const [spring, may] = ['2024-04-11T09:00:00.000Z', '2024-05-02T16:30:00.000Z']
const looks = [
  { units: ['city'], asOf: spring },
  { units: ['city'], asOf: may },
  { units: ['city'], asOf: undefined },
  { units: ['east'], asOf: may },
  { units: ['east'], asOf: undefined },
  { units: ['west-1', 'east-2'], asOf: spring },
]
// What is watched in another way than by months has tests of its own.
/** Shows the first of many. */
const isShortened = new Set(['top-categories'])
const counted = metrics.filter(({ name }) => !['hotspots', 'new-cases-map'].includes(name))

describe('every metric, recounted from the raw log', () => {
  let city: FedCity
  let compared = 0

  beforeAll(async () => {
    city = await FedCity.begun('recount_test')
    await city.happens(cityFacts({ cases: 400, seed: 29, from: '2024-03-01T00:00:00.000Z', days: 85 }))
  })
  afterAll(() => city.end())

  function cut(row: MetricRow, window: 'now' | 'previous' | 'lastYear') {
    return window === 'now' ? row : row[window]
  }

  /** Counts of some cases in each window, as somebody would tick them off. */
  const ticked = (name: string, cases: readonly Read[], at: string) =>
    windowsAt(at).map(({ name: window, isIn }) => {
      const parts = Object.entries(partsOf({ isIn, at })[name] ?? {})
      const count = (weigh: (one: Read) => number) => cases.reduce((sum, one) => sum + weigh(one), 0)
      return { window, counts: Object.fromEntries(parts.map(([part, weigh]) => [part, count(weigh)])) }
    })

  function recount(name: string, row: MetricRow, cases: readonly Read[], at: string): void {
    for (const { window, counts } of ticked(name, cases, at)) {
      const seen = cut(row, window)
      if (!seen) continue
      const where = [name, row.key, window].join(' ')
      expect({ where, counts: seen.counts }).toEqual({ where, counts })
      const value = valueOf(name, counts)
      const expected = typeof value === 'number' ? expect.closeTo(value, 10) : value
      if (value !== undefined) expect({ where, value: seen.values['value'] }).toEqual({ where, value: expected })
      compared += Object.keys(counts).length
    }
  }

  /** Cells in which something was counted, now or in a window that is compared. */
  function cellsOf(name: string, cases: readonly Read[], { cellOf, at }: { cellOf: CellOf; at: string }) {
    const groups = Map.groupBy(cases, cellOf)
    const some = [...groups].filter(([, group]) =>
      ticked(name, group, at).some(({ counts }) => Object.values(counts).some((n) => n > 0)),
    )
    return some.map(([key]) => key)
  }

  const known = new Map<number, Read[]>()
  function casesAt(ordinal: number): readonly Read[] {
    const cases = known.get(ordinal) ?? readCases(city.store.events, ordinal).filter((one) => one.origin !== 'import')
    known.set(ordinal, cases)
    return cases
  }

  type Asked = { readonly name: string; readonly by: string; readonly units: readonly string[]; readonly query: Query }

  async function everyCell({ name, by, units, query }: Asked): Promise<void> {
    const { rows, totals, asOf } = await city.ask(name, { ...query, by })
    const all = casesAt(asOf.ordinal).filter((one) => units.some((unit) => one.concerns.has(unit)))
    recount(name, totals.pooled, all, asOf.instant)
    const cellOf = cells[by]
    if (!cellOf) return
    for (const row of rows) {
      const mine = all.filter((one) => cellOf(one) === row.key)
      recount(name, row, mine, asOf.instant)
    }
    const missing = cellsOf(name, all, { cellOf, at: asOf.instant }).filter((key) =>
      rows.every((row) => row.key !== key),
    )
    expect({ name, by, missing: isShortened.has(name) ? [] : missing }).toEqual({ name, by, missing: [] })
  }

  it.each(looks)('as $units see it, as of $asOf', async ({ units, asOf }) => {
    city.viewer = { units, seesProtected: true }
    const query = { period: 'month', origin, top: '99', ...(asOf && { asOf }) }
    for (const { name, by } of counted) {
      const splits = by.default.length > 1 ? [''] : ['', ...Object.keys(cells)]
      for (const each of splits) await everyCell({ name, by: each, units, query })
    }
    expect(compared).toBeGreaterThan(1_000)
  })
})
