import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cityDictionaries, cityFacts, seeded } from '../../test/support/aCityOfFacts.ts'
import { FedCity } from '../../test/support/fedCity.ts'
import type { Written } from '../../test/support/life.ts'
import { binomialTail } from '../kernel/binomial.ts'
import type { MetricRow } from '../kernel/metric.ts'
import { hotspots } from './hotspots.ts'

const now = '2024-05-20T00:00:00.000Z'

/** Cases of one category in one street, spread over the last hours. */
function surge(count: number, hours: number): Written[] {
  const [pattern] = cityFacts({ cases: 1, seed: 1, from: now, days: 1 }).filter(({ stream }) =>
    stream.startsWith('case-'),
  )
  const data = {
    ...(pattern?.facts[0]?.data as object),
    category: { code: '020201', chosenBy: 'person' },
    place: { district: 'east', street: 'east-1', source: 'picked' },
  }
  return Array.from({ length: count }, (_, index) => ({
    stream: `case-surge${index}`,
    facts: [{ type: 'CaseRegistered', data }],
    about: { at: new Date(Date.parse(now) - (hours * 3_600_000 * (count - index)) / (count + 1)).toISOString() },
  }))
}

describe('hotspots', () => {
  let city: FedCity

  beforeAll(async () => {
    city = await FedCity.begun('hotspots_test')
    city.now = now
    const quiet = cityFacts({ cases: 300, seed: 5, from: '2024-04-20T00:00:00.000Z', days: 30 }).filter(
      ({ about }) => about.at < now,
    )
    await city.happens([...quiet, ...surge(14, 20)].sort((a, b) => (a.about.at < b.about.at ? -1 : 1)))
  })
  afterAll(() => city.end())

  it('shows the planted one with its evidence, and nothing else', async () => {
    const { rows, asOf } = await city.ask('hotspots', { origin: 'live,synthetic' })
    expect(rows.map(({ cell }) => cell)).toEqual([{ category2: '0202', street: 'east-1' }])
    const [first] = rows as [MetricRow]
    const { key, counts, values } = first
    expect(counts['current']).toBeGreaterThanOrEqual(14)
    expect(values['p']).toBeLessThanOrEqual(values['threshold'] ?? 0)
    const evidence = await city.members('hotspots', {
      origin: 'live,synthetic',
      part: 'current',
      key: key ?? '',
      asOf: asOf.instant,
      ordinal: asOf.ordinal,
    })
    expect(evidence.ids.filter((id) => id.startsWith('surge'))).toHaveLength(14)
    expect(evidence.total).toBe(counts['current'])
  })

  it('says nothing of it a month earlier', async () => {
    const { rows } = await city.ask('hotspots', { origin: 'live,synthetic', asOf: '2024-05-10T00:00:00.000Z' })
    expect(rows).toEqual([])
    expect(cityDictionaries(now)).toHaveLength(2)
  })
})

describe('the alarm', () => {
  it('has exact tails', () => {
    expect(binomialTail(0, 10, 0.3)).toBe(1)
    expect(binomialTail(10, 10, 0.5)).toBeCloseTo(1 / 1024, 15)
    expect(binomialTail(3, 5, 0.5)).toBeCloseTo(0.5, 12)
    expect(binomialTail(60, 100, 0.125)).toBeLessThan(1e-25)
  })

  it('is false no more often than it says, in cities where nothing changes', () => {
    const random = seeded(42)
    const poisson = (mean: number) => {
      let [count, product] = [0, random()]
      for (const limit = Math.exp(-mean); product > limit; product *= random()) count += 1
      return count
    }
    const looks = 2_000
    const stated = 0.5
    const total = { key: null, cell: {}, counts: {}, values: {}, enough: true }
    let alarms = 0
    for (let look = 0; look < looks; look += 1) {
      const rows = Array.from({ length: 60 }, (_, index) => {
        const mean = 0.1 + (index % 12)
        return { ...total, key: String(index), counts: { current: poisson(mean), baseline: poisson(7 * mean) } }
      })
      alarms += hotspots.finish?.(rows, total, { falseAlarms: String(stated) }).length ?? 0
    }
    expect(alarms / looks).toBeLessThanOrEqual(stated)
    expect(alarms / looks).toBeGreaterThan(stated / 20)
  })
})
