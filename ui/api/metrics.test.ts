import { afterEach, describe, expect, it, vi } from 'vitest'

import { askMetric } from './metrics.ts'

type Sent = { questions: { name: string }[] }

/** A server that answers each question by its own name, and refuses "broken". */
function server(): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    const asked = JSON.parse(body) as Sent
    sent.push(asked)
    const problem = { status: 503, code: 'cubes-unavailable', words: { zh: '不可用', en: 'away' } }
    const answers = asked.questions.map(({ name }) => (name === 'broken' ? { problem } : { name, rows: [] }))
    return Promise.resolve(Response.json({ answers }))
  })
  return sent
}

describe('asking metrics', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('puts together what is asked in one go, each question once', async () => {
    const sent = server()
    const answers = await Promise.all([
      askMetric('case-volume', { period: 'month', asOf: '' }),
      askMetric('on-time-rate', { period: 'month' }),
      askMetric('case-volume', { period: 'month' }),
    ])
    expect(answers.map(({ name }) => name)).toEqual(['case-volume', 'on-time-rate', 'case-volume'])
    expect(sent.map(({ questions }) => questions)).toEqual([
      [
        { period: 'month', name: 'case-volume' },
        { period: 'month', name: 'on-time-rate' },
      ],
    ])
  })

  it('asks in parts what is too much for one question', async () => {
    const sent = server()
    await Promise.all(Array.from({ length: 30 }, (_, index) => askMetric(`metric-${index}`, {})))
    expect(sent.map(({ questions }) => questions.length)).toEqual([24, 6])
  })

  it('lets nobody who asks of now wait for what was then', async () => {
    const sent = server()
    const then = { asOf: '2026-11-18T01:00:00.000Z' }
    await Promise.all([askMetric('hotspots', {}), askMetric('hotspots', then), askMetric('case-volume', {})])
    expect(sent.map(({ questions }) => questions.map(({ name }) => name))).toEqual([
      ['hotspots', 'case-volume'],
      ['hotspots'],
    ])
  })

  it('tells a refused one why, and the others their numbers', async () => {
    server()
    const both = [askMetric('broken', {}), askMetric('case-volume', {})] as const
    await expect(both[0]).rejects.toMatchObject({ status: 503, code: 'cubes-unavailable' })
    expect((await both[1]).name).toBe('case-volume')
  })

  it('tells everybody when the server is away', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no route')))
    const both = [askMetric('one', {}), askMetric('two', {})] as const
    for (const each of both) await expect(each).rejects.toMatchObject({ code: 'server-away' })
  })
})
