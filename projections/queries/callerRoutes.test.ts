import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { aDeskOfCallers, anAgent, type Desk } from '../../test/support/aDeskOfCallers.ts'

type Row = { id: string; cases: string[]; person: string | null; callerNumber: string | null }
type Answer = {
  persons: { id: string; name: string | null; contacts: number; lastAt: string | null }[]
  contacts: { total: number; rows: Row[] }
  cases: { open: { id: string }[]; closed: { id: string }[]; openTotal: number; closedTotal: number; hidden: number }
  known: boolean
}

const number = '13812341234'
const closed = { closureKind: 'solved' }
let desk: Desk

beforeAll(async () => {
  desk = await aDeskOfCallers()
  const { received, registered, write } = desk
  await received('old', { callerName: '王小明', callerNumber: '+86 138-1234-1234' }, '2025-01-10T01:00:00.000Z')
  await registered('open', 'old', {}, '2025-01-10T01:05:00.000Z')
  await received('done', { callerName: '王小明', callerNumber: number }, '2025-01-05T01:00:00.000Z')
  await registered('over', 'done', {}, '2025-01-05T01:05:00.000Z')
  await write('case-over', 'Closed', closed)
  await received('east', { callerNumber: number, unit: 'east-1' }, '2025-01-20T01:00:00.000Z')
  await registered('in-east', 'east', { intakeUnit: 'east-1' }, '2025-01-20T01:05:00.000Z')
  await received('tip', { callerNumber: '13900000001', callerName: '举报人' })
  await registered('secret', 'tip', { identityProtected: true })
  await received('other', { callerName: '李四', callerNumber: '0771-1234567' })
  await write('person-p1', 'PersonNamed', { kind: 'person', name: '王 小明', unit: 'hotline' })
  await write('person-p1', 'ContactLinkedToPerson', { contact: 'old' })
  await write('person-p1', 'ContactLinkedToPerson', { contact: 'other' })
  await write('person-p2', 'PersonNamed', { kind: 'person', name: '保密', unit: 'hotline' })
  await write('person-p2', 'ContactLinkedToPerson', { contact: 'tip' })
  desk.house.start()
  await desk.house.settled()
}, 60_000)
afterAll(() => desk.remove())
beforeEach(() => {
  desk.told.viewer = anAgent()
  desk.told.recordFails = false
  desk.told.looked.length = 0
})

const search = (asked: object) => desk.post('/api/callers/search', asked)
const found = async (asked: object) => {
  const { status, body } = await search(asked)
  expect(status).toBe(200)
  return body as unknown as Answer
}
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

describe('a number', () => {
  it('leads to contacts, the person behind them, and their cases', async () => {
    const { persons, contacts, cases, known } = await found({ number })
    expect(persons).toEqual([
      { id: 'p1', kind: 'person', name: '王***', contacts: 2, lastAt: '2025-02-01T00:00:00.000Z' },
    ])
    expect(ids(contacts.rows)).toEqual(['other', 'east', 'old', 'done'])
    expect(contacts.rows[2]).toMatchObject({
      callerName: '王**',
      callerNumber: '138****1234',
      person: 'p1',
      cases: ['open'],
    })
    expect(contacts.total).toBe(4)
    expect([ids(cases.open).toSorted(), ids(cases.closed)]).toEqual([['in-east', 'open'], ['over']])
    expect(cases).toMatchObject({ openTotal: 2, closedTotal: 1, hidden: 0 })
    expect(known).toBe(true)
  })

  it('is found however it is typed', async () => {
    for (const typed of ['+86 138 1234 1234', '０086-13812341234', '138－1234－1234'])
      expect((await found({ number: typed })).contacts.total).toBe(4)
    expect(ids((await found({ number: '(0771) 123 4567' })).contacts.rows)).toContain('other')
  })

  it('that nobody has called from is not known', async () => {
    expect(await found({ number: '13800000009' })).toMatchObject({
      persons: [],
      contacts: { total: 0, rows: [] },
      cases: { open: [], closed: [], openTotal: 0, closedTotal: 0, hidden: 0 },
      known: false,
    })
  })

  it('of a switchboard is looked at only so far, and says so', async () => {
    for (let n = 0; n < 510; n += 1) await desk.received(`board-${n}`, { callerNumber: '0771-9999999' })
    await desk.house.settled()
    const { contacts } = await found({ number: '0771-9999999' })
    expect(contacts).toMatchObject({ total: 500, totalIsAtLeast: true })
    expect(contacts.rows).toHaveLength(20)
  })

  it('shows rows exactly as the work list does', async () => {
    const { cases } = await found({ number })
    const { body } = await desk.get('/api/work-list?limit=200')
    const { rows } = body as unknown as { rows: { id: string }[] }
    for (const row of cases.open) expect(row).toEqual(rows.find(({ id }) => id === row.id))
  })
})

describe('a name and a person', () => {
  it('lead to the same', async () => {
    const byName = await found({ name: ' 王小明 ' })
    expect(ids(byName.contacts.rows)).toEqual(['other', 'old', 'done'])
    const byId = await found({ id: 'p1' })
    expect(ids(byId.contacts.rows)).toEqual(['other', 'old'])
    expect(ids(byId.cases.open)).toEqual(['open'])
    expect(await found({ name: '王小' })).toMatchObject({ known: false })
    expect(await found({ id: 'nobody' })).toMatchObject({ known: false })
  })
})

describe('looking', () => {
  it('is on record with who was shown, and never with what was typed', async () => {
    await found({ number })
    const subjects = ['person-p1', 'contact-other', 'contact-east', 'contact-old', 'contact-done']
    expect(desk.told.looked).toHaveLength(1)
    const [looked] = desk.told.looked
    expect(looked).toMatchObject({ kind: 'PersonSearched', by: 'number' })
    expect(looked?.subjects.slice(0, 5)).toEqual(subjects)
    expect(looked?.subjects.slice(5).toSorted()).toEqual(['case-in-east', 'case-open', 'case-over'])
    expect(JSON.stringify(desk.told.looked)).not.toContain(number)
  })

  it('is on record also where there was nothing to see, and refused where it cannot be', async () => {
    await found({ number: '13800000009' })
    expect(desk.told.looked).toEqual([{ kind: 'PersonSearched', by: 'number', subjects: [] }])
    desk.told.recordFails = true
    expect((await search({ number })).status).toBe(503)
  })
})

describe('who may look', () => {
  it('needs the permission', async () => {
    desk.told.viewer = anAgent({ searchUnits: [] })
    expect(await search({ number })).toMatchObject({ status: 403, body: { details: { permission: 'person.search' } } })
    expect(desk.told.looked).toEqual([])
    desk.told.viewer = undefined
    expect((await search({ number })).status).toBe(401)
  })

  it('sees what is within reach, and how many cases are not', async () => {
    desk.told.viewer = anAgent({ units: ['east'], searchUnits: ['east'] })
    const { persons, contacts, cases, known } = await found({ number })
    expect([persons, ids(contacts.rows), ids(cases.open), cases.hidden, known]).toEqual([
      [],
      ['east'],
      ['in-east'],
      2,
      true,
    ])
    expect(await found({ name: '王小明' })).toMatchObject({ persons: [], contacts: { total: 0 }, cases: { hidden: 2 } })
    desk.told.viewer = anAgent({ units: ['west'], searchUnits: ['west'] })
    expect(await found({ number })).toMatchObject({ contacts: { total: 0 }, cases: { hidden: 3 }, known: true })
    expect(await found({ id: 'p1' })).toMatchObject({ persons: [], contacts: { total: 0 } })
  })

  it('learns nothing of a protected caller without the leave to', async () => {
    for (const asked of [{ number: '13900000001' }, { name: '举报人' }, { id: 'p2' }, { name: '保密' }])
      expect(await found(asked)).toMatchObject({
        persons: [],
        contacts: { total: 0 },
        cases: { hidden: 0 },
        known: false,
      })
    desk.told.viewer = anAgent({ protected: true })
    expect(await found({ number: '13900000001' })).toMatchObject({ persons: [{ id: 'p2' }], cases: { openTotal: 1 } })
    desk.told.viewer = anAgent({ protected: true, protectedUnits: ['west'] })
    expect(await found({ number: '13900000001' })).toMatchObject({ persons: [], cases: { hidden: 0 }, known: false })
  })
})
