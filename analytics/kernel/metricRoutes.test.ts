import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Refusal } from '../../services/kernel/refusal.ts'
import { cityFacts } from '../../test/support/aCityOfFacts.ts'
import { FedCity } from '../../test/support/fedCity.ts'

describe('the routes of the metrics', () => {
  let city: FedCity

  beforeAll(async () => {
    city = await FedCity.begun('routes_test')
    await city.happens(cityFacts({ cases: 40, seed: 2, from: '2024-05-01T00:00:00.000Z', days: 10 }))
  })
  afterAll(() => city.end())

  it('list what can be asked, in both languages', async () => {
    const { status, body } = await city.get('')
    const [first] = body['metrics'] as Record<string, unknown>[]
    expect(status).toBe(200)
    expect(first).toMatchObject({
      name: 'case-volume',
      formula: { id: 'case-volume', version: 1 },
      parts: { cases: { zh: '受理工单' } },
    })
  })

  it.each([
    [{ period: 'fortnight' }, 'period'],
    [{ from: '2024-13-40' }, 'from'],
    [{ from: '2024-05-02', to: '2024-05-01' }, 'to'],
    [{ asOf: '2031-01-01T00:00:00.000Z' }, 'asOf'],
    [{ by: 'phase-of-the-moon' }, 'by'],
    [{ by: 'phaseOfTheMoon' }, 'by'],
    [{ by: 'type,channel,district' }, 'by'],
    [{ origin: 'live,dreamt' }, 'origin'],
    [{ category: "'; DROP TABLE x" }, 'category'],
    [{ ordinal: '99999999' }, 'ordinal'],
    [{ colour: 'red' }, 'colour'],
  ])('refuse %j and name the field', async (query, field) => {
    const { status, body } = await city.get('/case-volume', query)
    expect({ status, field: body['field'] }).toEqual({ status: 400, field })
  })

  it('refuse parameters of a metric, unknown parts and metrics', async () => {
    expect(await city.get('/satisfaction-rate', { weight: '7' })).toMatchObject({
      status: 400,
      body: { field: 'weight' },
    })
    expect(await city.get('/case-volume/members', { part: 'nonsense' })).toMatchObject({
      status: 400,
      body: { field: 'part' },
    })
    expect(await city.get('/case-volume/members', { part: 'cases', key: 'x', by: '' })).toMatchObject({
      status: 400,
      body: { field: 'key' },
    })
    expect(await city.get('/happiness')).toMatchObject({ status: 404, body: { code: 'no-such-metric' } })
  })

  it('say how far behind the log they are', async () => {
    expect((await city.ask('case-volume')).lagSeconds).toBe(0)
    const { events } = city.store
    const last = events.at(-1)
    if (last) events.push({ ...last, position: last.position + 100n })
    const { now } = city
    city.now = new Date(Date.now() + 90_000).toISOString()
    expect((await city.ask('case-volume')).lagSeconds).toBeGreaterThan(60)
    events.pop()
    city.now = now
  })

  it('page through a number without losing a case', async () => {
    const query = { from: '2024-05-01', origin: 'live,synthetic,import', part: 'cases' }
    const all = await city.members('case-volume', query)
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await city.get('/case-volume/members', { ...query, limit: 7, ...(cursor && { cursor }) })
      paged.push(...(body['rows'] as { id: string }[]).map(({ id }) => id))
      cursor = body['nextCursor'] as string | null
    }
    expect(all.total).toBe(40)
    expect(paged).toEqual(all.ids)
  })

  it('pass on who may not ask', async () => {
    const { viewer } = city
    Object.defineProperty(city, 'viewer', {
      configurable: true,
      get: () => {
        throw new Refusal('not-permitted', { zh: '无权', en: 'no' }, { status: 403 })
      },
    })
    expect((await city.get('/case-volume')).status).toBe(403)
    expect((await city.get('')).status).toBe(403)
    Object.defineProperty(city, 'viewer', { configurable: true, writable: true, value: viewer })
  })
})
