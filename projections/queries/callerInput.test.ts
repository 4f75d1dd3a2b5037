import { afterAll, beforeAll, expect, describe, it } from 'vitest'

import { aDeskOfCallers, anAgent, type Desk } from '../../test/support/aDeskOfCallers.ts'

const number = '13812341234'
let desk: Desk

beforeAll(async () => {
  desk = await aDeskOfCallers()
  await desk.received('k1', { callerName: '王小明', callerNumber: number })
  desk.house.start()
  await desk.house.settled()
  desk.told.viewer = anAgent()
}, 60_000)
afterAll(() => desk.remove())

const search = (asked: object) => desk.post('/api/callers/search', asked)

describe('bad input', () => {
  it('is told what is wrong and what would be right', async () => {
    const wrong: [unknown, string][] = [
      [{}, 'number'],
      [{ number, name: '王小明' }, 'name'],
      [{ number: '无' }, 'number'],
      [{ number: '138****1234' }, 'number'],
      [{ number: "1' OR '1'='1" }, 'number'],
      [{ number: '1'.repeat(41) }, 'number'],
      [{ number: 13812341234 }, 'number'],
      [{ number: null }, 'number'],
      [{ number: [number] }, 'number'],
      [{ name: ' 　 ' }, 'name'],
      [{ name: '王'.repeat(101) }, 'name'],
      [{ id: '../p1' }, 'id'],
      [{ id: '' }, 'id'],
    ]
    for (const [body, field] of wrong) {
      const answer = await search(body as object)
      expect([body, answer.status, answer.body['field']]).toEqual([body, 400, field])
      expect(answer.body['words']).toMatchObject({ zh: expect.any(String) as string, en: expect.any(String) as string })
    }
    for (const body of [[], 'number', { telephone: number }, { number, page: 2 }])
      expect((await search(body as object)).status).toBeGreaterThanOrEqual(400)
    expect(desk.told.looked).toEqual([])
  })

  it('is taken as text and nothing else', async () => {
    for (const name of ["'; DROP TABLE tokens", '"', '%', '_', '王小明\u0000', '𝒜', '\u202e王小明'])
      expect((await search({ name })).status).toBe(200)
    expect((await search({ number })).body).toMatchObject({ contacts: { total: 1 } })
    expect(desk.told.errors).toEqual([])
  })
})
