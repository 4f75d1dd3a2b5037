import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Client } from '../support/house.ts'
import { aCase, aContact, post, units } from './aMatter.ts'
import { tree } from './matrixExpectation.ts'

type Called = {
  persons: { id: string; name: string }[]
  contacts: { total: number; rows: { id: string; callerName: string; callerNumber: string }[] }
  cases: { open: { id: string }[] }
  known: boolean
}
type Looks = { looks: { kind: string; subject: string; actor: { id: string } }[]; looksTotal: number }

const caller = { callerName: '宋知远', callerNumber: '13655554444', callerAddress: '梧桐巷三号' }
let house: House
let admin: Client, agent: Client, auditor: Client, stranger: Client
let person = ''
let contact = ''
let matter = ''

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  await units(admin, ...tree)
  agent = await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'north' }])
  auditor = await staffed(house, admin, 'the-auditor', [{ role: 'auditor', unit: 'north' }])
  stranger = await staffed(house, admin, 'other-auditor', [{ role: 'auditor', unit: 'south' }])
  contact = (await agent.command('contacts/receive-contact', { ...aContact('north'), ...caller })).id
  matter = (await agent.command('cases/register-case', aCase(contact, { intakeUnit: 'north' }))).id
  const named = { kind: 'person', unit: 'north', name: caller.callerName }
  person = (await agent.command('persons/create-person', named)).id
  const { position } = await agent.command(`persons/${person}/link-contacts`, { contacts: [contact] })
  await agent.get(`/api/cases/${matter}/timeline?after=${position}`)
  const fields = ['callerNumber']
  await agent.send('POST', `/api/contacts/${contact}/reveal`, { fields, purpose: 'contact-citizen', case: matter })
})
afterAll(() => house.dispose())

const idOf = async (client: Client) =>
  ((await client.get('/api/session')).body as { account: { id: string } }).account.id
const search = async (client: Client, asked: object) => {
  const { status, body } = await client.send('POST', '/api/callers/search', asked)
  expect(status).toBe(200)
  return body as unknown as Called
}

describe('a citizen who asks who looked at them', () => {
  it('is found by the auditor from a number or a name alone, masked', async () => {
    for (const asked of [{ number: '136 5555 4444' }, { name: '宋知远' }]) {
      const found = await search(auditor, asked)
      expect(found).toMatchObject({
        known: true,
        persons: [{ id: person, name: '宋**' }],
        cases: { open: [{ id: matter }] },
      })
      expect(found.contacts.rows).toMatchObject([{ id: contact, callerName: '宋**', callerNumber: '136****4444' }])
      for (const plain of Object.values(caller)) expect(JSON.stringify(found)).not.toContain(plain)
    }
  })

  it('is told of every look: at the person, a contact or a case of theirs', async () => {
    const by = await idOf(agent)
    const { body } = await auditor.get(`/api/persons/${person}`)
    const { looks } = body as unknown as Looks
    const ofAgent = looks.filter(({ actor }) => actor.id === by).map(({ kind, subject }) => `${kind} ${subject}`)
    expect(ofAgent).toContain(`FieldsRevealed contact-${contact}`)
    expect(ofAgent).toContain(`CaseViewed case-${matter}`)
    expect(looks.filter(({ kind }) => kind === 'FieldsRevealed')).toHaveLength(1)
  })

  it('is told of the auditor’s own search too, which nobody can hide', async () => {
    const mine = await idOf(auditor)
    const { position } = await agent.command(`cases/${matter}/add-note`, { text: '备注' })
    const { body } = await auditor.get(
      `/api/looks?case=${matter}&from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z&after=${position}`,
    )
    const { rows } = body as unknown as { rows: { type: string; account: { id: string } }[] }
    const own = rows.filter(({ account }) => account.id === mine).map(({ type }) => type)
    expect(own).toEqual(expect.arrayContaining(['PersonSearched', 'ContactViewed']))
    expect(JSON.stringify(rows)).not.toContain(caller.callerNumber)
  })

  it('stays masked to the auditor, who changes nothing', async () => {
    const reveal = { fields: ['callerName'], purpose: 'audit', case: matter }
    expect(await auditor.send('POST', `/api/contacts/${contact}/reveal`, reveal)).toMatchObject({ status: 403 })
    for (const [path, body] of [
      [`persons/${person}/name-person`, { name: '某人' }],
      [`persons/${person}/unlink-contact`, { contact, reason: '无' }],
      ['contacts/receive-contact', aContact('north')],
    ] as const)
      expect([path, (await post(auditor, path, body)).status]).toEqual([path, 403])
  })

  it('is nobody to an auditor elsewhere', async () => {
    expect(await search(stranger, { number: caller.callerNumber })).toMatchObject({
      persons: [],
      contacts: { total: 0, rows: [] },
      cases: { open: [] },
    })
    expect((await stranger.get(`/api/persons/${person}`)).status).toBe(404)
  })
})
