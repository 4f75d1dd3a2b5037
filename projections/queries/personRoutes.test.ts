import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { aDeskOfCallers, anAgent, type Desk } from '../../test/support/aDeskOfCallers.ts'

let desk: Desk
const [first, second, third] = ['2025-01-10T01:00:00.000Z', '2025-01-20T01:00:00.000Z', '2025-02-01T01:00:00.000Z']

beforeAll(async () => {
  desk = await aDeskOfCallers()
  const { received, registered, write } = desk
  await received(
    'k1',
    { callerName: '王小明', callerNumber: '13812341234', callerAddress: '柳园路十二号三单元' },
    first,
  )
  await received(
    'k2',
    { callerName: '王晓明', callerNumber: '+86 138 1234 1234', channel: 'web', sourceSystem: 'portal' },
    second,
  )
  await received('k3', { callerNumber: '0771-1234567', unit: 'east' }, third)
  await registered('m1', 'k1')
  await registered('m2', 'k2', { intakeUnit: 'east' })
  await write('person-p1', 'PersonNamed', { kind: 'person', unit: 'hotline' }, first)
  await write('person-p1', 'ContactLinkedToPerson', { contact: 'k1' }, second)
  await write('person-p1', 'ContactLinkedToPerson', { contact: 'k2' }, second)
  await write('person-p1', 'ContactLinkedToPerson', { contact: 'k3' }, second)
  await write('person-p1', 'PersonNamed', { kind: 'person', name: '王小明', unit: 'hotline' }, third)
  await write('person-p2', 'PersonNamed', { kind: 'person', name: '王晓明', unit: 'hotline' }, third)
  await write(
    'access-s9',
    'FieldsRevealed',
    { subject: 'contact-k1', fields: ['callerNumber'], purpose: 'contact-citizen' },
    third,
  )
  desk.house.start()
  await desk.house.settled()
}, 60_000)
afterAll(() => desk.remove())
beforeEach(() => {
  desk.told.viewer = anAgent()
  desk.told.looked.length = 0
})

type Listed = { contacts: { total: number; rows: { id: string; person: string }[] }; fields: { contact: string }[] }
const pageOf = async (id: string) => {
  const { status, body } = await desk.get(`/api/persons/${id}`)
  expect(status).toBe(200)
  return body as unknown as Listed
}
const contactsOf = async (id: string) => (await pageOf(id)).contacts.rows.map((row) => row.id)

describe('a person’s page', () => {
  it('says what each contact said, when and by which channel, masked, each value once', async () => {
    const page = await pageOf('p1')
    expect(page).toMatchObject({
      person: { id: 'p1', kind: 'person', name: '王**', unit: 'hotline', revision: '4', createdAt: first },
      contacts: { total: 3 },
      cases: { openTotal: 2, closedTotal: 0, hidden: 0 },
      fields: [
        { field: 'name', value: '王**', contact: 'k2', channel: 'web', at: second, sourceSystem: 'portal', times: 1 },
        { field: 'name', value: '王**', contact: 'k1', channel: 'phone', at: first, sourceSystem: null, times: 1 },
        { field: 'number', value: '077****4567', contact: 'k3', at: third, times: 1 },
        { field: 'number', value: '138****1234', contact: 'k2', at: second, times: 2 },
        { field: 'address', value: '柳园路十*****', contact: 'k1', times: 1 },
      ],
    })
    for (const plain of ['王小明', '王晓明', '13812341234', '1234567', '十二号'])
      expect(JSON.stringify(page)).not.toContain(plain)
  })

  it('is a look on record, and no page without one', async () => {
    await pageOf('p1')
    expect(desk.told.looked).toMatchObject([{ kind: 'ContactViewed', fields: ['person'] }])
    expect(desk.told.looked[0]?.subjects.slice(0, 4)).toEqual(['person-p1', 'contact-k3', 'contact-k2', 'contact-k1'])
    desk.told.recordFails = true
    expect((await desk.get('/api/persons/p1')).status).toBe(503)
    desk.told.recordFails = false
  })

  it('tells who looked to whom may know, and to nobody else', async () => {
    expect(await pageOf('p1')).not.toHaveProperty('looks')
    desk.told.viewer = anAgent({ accessUnits: ['east'] })
    expect(await pageOf('p1')).not.toHaveProperty('looks')
    desk.told.viewer = anAgent({ accessUnits: ['hotline'] })
    expect(await pageOf('p1')).toMatchObject({
      looks: [{ kind: 'FieldsRevealed', subject: 'contact-k1', actor: { id: 'staff-1', name: '王芳' }, at: third }],
      looksTotal: 1,
    })
  })

  it('shows what is within reach', async () => {
    desk.told.viewer = anAgent({ units: ['east'], searchUnits: ['east'] })
    const page = await pageOf('p1')
    expect(page).toMatchObject({ contacts: { total: 2 }, cases: { openTotal: 1, hidden: 1 } })
    expect(page.fields.map(({ contact }) => contact)).not.toContain('k1')
    desk.told.viewer = anAgent({ units: ['west'], searchUnits: ['west'] })
    const [there, nowhere] = [await desk.get('/api/persons/p1'), await desk.get('/api/persons/nobody')]
    expect(there).toMatchObject({ status: 404 })
    expect(there.body).toEqual(nowhere.body)
    desk.told.viewer = anAgent({ searchUnits: [] })
    expect((await desk.get('/api/persons/p1')).status).toBe(403)
  })
})

describe('a contact that two persons claim', () => {
  it('is of whom it was said last, until that is taken back', async () => {
    await desk.write('person-p2', 'ContactLinkedToPerson', { contact: 'k2' })
    await desk.house.settled()
    expect(await contactsOf('p1')).toEqual(['k3', 'k1'])
    expect((await pageOf('p2')).contacts.rows).toMatchObject([{ id: 'k2', person: 'p2' }])
    await desk.write('person-p2', 'ContactUnlinked', { contact: 'k2', reason: '同名不同人' })
    await desk.house.settled()
    expect(await contactsOf('p1')).toEqual(['k3', 'k2', 'k1'])
    expect(await contactsOf('p2')).toEqual([])
  })
})
