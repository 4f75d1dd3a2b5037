import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { aDeskOfCallers, anAgent, type Desk } from '../../test/support/aDeskOfCallers.ts'

type Row = { id: string; why: string[]; score: number; caseNumber: string }

const number = '13812341234'
const lamps = { title: '柳园路路灯不亮', story: '柳园路三盏路灯已经一周不亮，晚上很黑，老人不敢出门。' }
const typed = '柳园路的路灯不亮了，晚上老人不敢出门'
const here = { district: 'd1', street: 's1', source: 'picked' }
const closed = { closureKind: 'solved' }
const [longAgo, lately, recently] = ['2024-12-01T00:00:00.000Z', '2025-02-10T00:00:00.000Z', '2025-02-20T00:00:00.000Z']
let desk: Desk
let sessions = 0

beforeAll(async () => {
  desk = await aDeskOfCallers()
  const { received, registered, write } = desk
  await received('k1', { callerNumber: number })
  await received('k2', { callerNumber: '13900000001' })
  const noise = { category: { code: '020101', chosenBy: 'person' } }
  await registered('lamps', 'k2', { ...lamps, place: here }, lately)
  await registered('lamps-east', 'k2', { ...lamps, place: { ...here, street: 's9' }, intakeUnit: 'east' }, lately)
  await registered('lamps-tip', 'k2', { ...lamps, identityProtected: true }, lately)
  await registered('lamps-done', 'k2', lamps, longAgo)
  await write('case-lamps-done', 'Closed', closed, recently)
  await registered('lamps-over', 'k2', lamps, longAgo)
  await write('case-lamps-over', 'Closed', closed, longAgo)
  await registered('noise', 'k1', { title: '夜间施工', story: '工地半夜打桩。', ...noise, place: here }, lately)
  for (const n of Array.from({ length: 12 }, (_, index) => index))
    await registered(
      `other-${n}`,
      'k2',
      { title: `水管${n}`, story: `第${n}号楼漏水`, category: { code: '010202', chosenBy: 'person' } },
      lately,
    )
  desk.house.start()
  await desk.house.settled()
}, 60_000)
afterAll(() => desk.remove())
beforeEach(() => {
  desk.told.viewer = anAgent({ sessionId: `session-${(sessions += 1)}` })
  desk.told.recordFails = false
  desk.told.looked.length = 0
})

const ask = (body: object) => desk.post('/api/cases/alike', body)
const alike = async (body: object) => {
  const answer = await ask(body)
  expect(answer.status).toBe(200)
  return (answer.body as unknown as { rows: Row[] }).rows
}
const ids = (rows: readonly Row[]) => rows.map(({ id }) => id)

describe('a story', () => {
  it('leads to those told alike, open or lately closed, each with its reasons', async () => {
    const rows = await alike({ text: typed })
    expect(ids(rows).toSorted()).toEqual(['lamps', 'lamps-done', 'lamps-east'])
    expect(rows[0]).toMatchObject({ why: ['same-words'], caseNumber: expect.any(String) as string })
    expect(rows[0]?.score).toBeGreaterThan(0.5)
  })

  it('comes nearer with the place and the category', async () => {
    const rows = await alike({ text: typed, category: '010101', district: 'd1', street: 's1' })
    expect(rows[0]).toMatchObject({ id: 'lamps', why: ['same-place', 'same-category', 'same-words'] })
    expect(rows.every(({ score }, index) => score <= (rows[index - 1]?.score ?? score))).toBe(true)
  })

  it('is not needed where place and category are the same', async () => {
    expect(await alike({ text: '', category: '020101', district: 'd1', street: 's1' })).toMatchObject([
      { id: 'noise', why: ['same-place', 'same-category'] },
    ])
    expect(await alike({ text: '', category: '020101' })).toEqual([])
  })

  it('that nobody has told leads to nothing, and to six at most', async () => {
    expect(await alike({ text: '社保卡丢失如何补办' })).toEqual([])
    expect(await alike({ text: '' })).toEqual([])
    expect(await alike({ text: '号楼漏水 水管', category: '010202' })).toHaveLength(6)
  })
})

describe('the caller', () => {
  it('makes a case alike whatever it is about, on record once per session', async () => {
    expect(await alike({ text: typed, caller: '+86 138-1234-1234' })).toMatchObject([
      { id: 'noise', why: ['same-caller'] },
      ...Array.from({ length: 3 }, () => ({ why: ['same-words'] })),
    ])
    await alike({ text: `${typed}。`, caller: number })
    expect(desk.told.looked).toEqual([{ kind: 'PersonSearched', by: 'number', subjects: ['case-noise'] }])
    desk.told.viewer = anAgent({ sessionId: 'another' })
    desk.told.recordFails = true
    expect((await ask({ text: '', caller: number })).status).toBe(503)
    expect((await ask({ text: '', caller: number })).status).toBe(503)
    desk.told.recordFails = false
    await alike({ text: '', caller: number })
    expect(desk.told.looked).toHaveLength(2)
  })

  it('is asked for by whoever may search for people', async () => {
    desk.told.viewer = anAgent({ searchUnits: [] })
    expect((await ask({ text: typed, caller: number })).status).toBe(403)
    expect(ids(await alike({ text: typed }))).toHaveLength(3)
    expect(desk.told.looked).toEqual([])
  })
})

describe('who may see a case', () => {
  it('decides what is alike', async () => {
    desk.told.viewer = anAgent({ units: ['east'] })
    expect(ids(await alike({ text: typed }))).toEqual(['lamps-east'])
    desk.told.viewer = anAgent({ units: [] })
    expect(await alike({ text: typed, category: '010101', street: 's1', caller: number })).toEqual([])
    desk.told.viewer = undefined
    expect((await ask({ text: typed })).status).toBe(401)
  })

  it('no words lead to a protected caller’s case, nor does its place without the leave', async () => {
    const all = await alike({ text: typed, category: '010101', caller: '13900000001' })
    expect(ids(all)).not.toContain('lamps-tip')
  })
})

describe('bad input', () => {
  it('is told which field is wrong', async () => {
    const wrong: [object, string][] = [
      [{}, 'text'],
      [{ text: '路'.repeat(2001) }, 'text'],
      [{ text: 7 }, 'text'],
      [{ text: typed, caller: '无' }, 'caller'],
      [{ text: typed, caller: '' }, 'caller'],
      [{ text: typed, category: "01' OR 1=1" }, 'category'],
      [{ text: typed, street: '../..' }, 'street'],
    ]
    for (const [body, field] of wrong) {
      const answer = await ask(body)
      expect([body, answer.status, answer.body['field']]).toEqual([body, 400, field])
    }
    expect((await ask({ text: typed, phone: number })).status).toBe(400)
  })

  it('is words and nothing else', async () => {
    for (const text of ['"', '路灯" OR "', 'NEAR(路灯)', 'body:*', '\u0000', '𠮷', '😀'.repeat(900), '('.repeat(2000)])
      expect((await ask({ text })).status).toBe(200)
    expect(desk.told.errors).toEqual([])
  })
})
