import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Refusal } from '../../services/kernel/refusal.ts'
import { millionCases } from '../../test/load/millionCases.ts'
import { cityFacts } from '../../test/support/aCityOfFacts.ts'
import { CubesEngine } from '../../test/support/cubesEngine.ts'
import { FedCity, routesOf, type MetricReply, type Query } from '../../test/support/fedCity.ts'
import { Cubes } from './clickhouse.ts'
import { makeCurrent } from './feed.ts'
import { migrate } from './migrate.ts'

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

  it('answer several questions at once as each alone, and a wrong one by the reason', async () => {
    const common = { from: '2024-05-01', origin: 'live,synthetic,import' }
    const asked = [
      { name: 'response-rate', ...common },
      { name: 'resolution-rate', ...common },
      { name: 'case-volume', ...common, by: 'day' },
      { name: 'happiness', ...common },
      { name: 'case-volume', from: '2024-13-40' },
      { name: 'satisfaction-rate', ...common, weight: '0.8' },
    ]
    const { status, body } = await city.post({ questions: asked })
    const answers = body['answers'] as MetricReply[]
    expect(status).toBe(200)
    for (const index of [0, 1, 2, 5]) {
      const { name = '', ...query } = asked[index] ?? {}
      const alone = await city.ask(name, query as Query)
      expect(answers[index]).toEqual(alone)
    }
    expect(answers[3]).toMatchObject({ problem: { status: 404, code: 'no-such-metric' } })
    expect(answers[4]).toMatchObject({ problem: { status: 400, field: 'from' } })
    expect((await city.post({ questions: [{ name: 'case-volume', colour: 'red' }] })).status).toBe(400)
    expect((await city.post({ questions: [] })).status).toBe(400)
  })

  it('answer from what they know until something is fed, and never longer', async () => {
    const query = { from: '2024-05-01', origin: 'live,synthetic,import' }
    const before = await city.ask('case-volume', query)
    const { now } = city
    city.now = new Date(Date.parse(now) + 2_000).toISOString()
    // The very moment of the answer is said, so its list is of that moment too.
    expect((await city.ask('case-volume', query)).asOf).toEqual(before.asOf)
    city.now = new Date(Date.parse(now) + 6_000).toISOString()
    expect((await city.ask('case-volume', query)).asOf.instant).toBe(city.now)
    const [pattern] = cityFacts({ cases: 1, seed: 8, from: '2024-05-20T00:00:00.000Z', days: 1 }).filter(({ stream }) =>
      stream.startsWith('case-'),
    )
    if (pattern) await city.happens([{ ...pattern, stream: 'case-another' }])
    expect((await city.ask('case-volume', query)).n).toBe(before.n + 1)
    city.viewer = { units: ['west'], seesProtected: true }
    expect((await city.ask('case-volume', query)).n).toBeLessThan(before.n)
    city.viewer = { units: ['city'], seesProtected: true }
    city.now = now
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

describe('the routes of the metrics in trouble', () => {
  const ask = async (cubes: Cubes, url: string) => {
    const app = await routesOf({ cubes, now: () => '2025-06-01T00:00:00.000Z' })
    try {
      const reply = await app.inject({ url })
      return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
    } finally {
      await app.close()
    }
  }

  it('say that the engine is down, in both languages', async () => {
    const nobody = new Cubes({ url: 'http://u:p@127.0.0.1:9', patienceMs: 100 })
    const { status, body } = await ask(nobody, '/api/metrics/case-volume')
    expect({ status, body }).toMatchObject({
      status: 503,
      body: { code: 'cubes-unavailable', words: { zh: '统计暂时不可用，正在恢复。请稍后重试。' } },
    })
    await nobody.close()
  })

  it('say that the cubes have not been begun yet', async () => {
    const engine = await CubesEngine.start()
    const cubes = new Cubes({ url: engine.url, patienceMs: 100 })
    expect((await ask(cubes, '/api/metrics/open-cases')).body).toMatchObject({ code: 'cubes-unavailable' })
    await cubes.close()
    await engine.stop()
  })

  it('refuse a list that would eat the memory, and go on answering', { timeout: 60_000 }, async () => {
    const engine = await CubesEngine.start({ CUBES_QUERY_MEMORY: '20000000' })
    const options = { url: engine.url, database: 'greedy' }
    const cubes = new Cubes(options)
    await migrate(cubes, options, 'feed')
    await migrate(cubes, options, 'cubes')
    await millionCases(cubes, 100_000)
    await makeCurrent({ generation: 'bench', cubes, control: cubes })
    const query = 'from=2023-01-01&origin=synthetic'
    const list = await ask(cubes, `/api/metrics/case-volume/members?${query}&part=cases`)
    expect([list.status, list.body['code']]).toEqual([422, 'too-much-asked'])
    const number = await ask(cubes, `/api/metrics/case-volume?${query}`)
    expect(number).toMatchObject({ status: 200, body: { n: expect.any(Number) as number } })
    expect(number.body['n']).toBeGreaterThan(10_000)
    await cubes.close()
    await engine.stop()
  })
})
