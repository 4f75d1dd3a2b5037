import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Client } from '../support/house.ts'
import { aCase, aContact, dispatched, post, units } from './aMatter.ts'

type Called = {
  persons: { id: string; name: string | null; contacts: number }[]
  contacts: { total: number; rows: { id: string; person: string | null; cases: string[]; disposition: string }[] }
  cases: { open: { id: string; flags: { urged: boolean } }[]; hidden: number }
  known: boolean
}

const number = '13800000000'
let house: House
let admin: Client, agent: Client, handler: Client, auditor: Client
let matter = ''

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  await units(admin, ['desk', 'root'], ['works', 'root'], ['elsewhere', 'root'])
  agent = await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'desk' }])
  handler = await staffed(house, admin, 'the-handler', [{ role: 'handler', unit: 'works' }])
  auditor = await staffed(house, admin, 'the-auditor', [{ role: 'auditor', unit: 'root' }])
  const { id: contact } = await agent.command('contacts/receive-contact', aContact('desk'))
  matter = (await agent.command('cases/register-case', aCase(contact, { intakeUnit: 'desk' }))).id
  await dispatched(agent, matter, 'works')
  const { position } = await agent.command(`cases/${matter}/add-note`, { text: '已派单。' })
  await agent.get(`/api/work-list?after=${position}`)
})
afterAll(() => house.dispose())

const search = async (asked: object, after = '') => {
  const path = `/api/callers/search${after === '' ? '' : `?after=${after}`}`
  const { status, body } = await agent.send('POST', path, asked)
  expect(status).toBe(200)
  return body as unknown as Called
}

describe('a citizen who calls again', () => {
  let call = ''
  let person = ''

  it('is known before the caller says hello, with the open case', async () => {
    expect(await search({ number: '+86 138-0000-0000' })).toMatchObject({
      known: true,
      persons: [],
      contacts: { total: 1 },
      cases: { open: [{ id: matter, flags: { urged: false } }], hidden: 0 },
    })
  })

  it('urges it: the call joins the case, and the case is flagged', async () => {
    call = (await agent.command('contacts/receive-contact', aContact('desk'))).id
    await agent.command(`cases/${matter}/link-contact`, { contact: call, as: 'urge', text: '还没修好，请快一点。' })
    const { position } = await agent.command(`contacts/${call}/dispose-contact`, {
      disposition: 'existing-case',
      cases: [matter],
    })
    const { contacts, cases } = await search({ number }, position)
    expect(contacts).toMatchObject({
      total: 2,
      rows: [{ id: call, cases: [matter], disposition: 'existing-case' }, {}],
    })
    expect(cases.open).toMatchObject([{ id: matter, flags: { urged: true } }])
    expect((await agent.get(`/api/cases/${matter}`)).body).toMatchObject({ case: { flags: { urged: true } } })
    expect((await handler.get('/api/work-list')).body).toMatchObject({ rows: [{ id: matter, flags: { urged: true } }] })
  })

  it('becomes a person, whose page tells what each call said', async () => {
    const begun = { kind: 'person', unit: 'desk', name: '王小明' }
    person = (await agent.command('persons/create-person', begun)).id
    const { contacts } = await search({ number })
    const all = contacts.rows.map(({ id }) => id)
    const { position } = await agent.command(`persons/${person}/link-contacts`, { contacts: all })
    expect(await search({ number }, position)).toMatchObject({ persons: [{ id: person, name: '王**', contacts: 2 }] })
    expect(await search({ name: '王小明' })).toMatchObject({ persons: [{ id: person }] })
    const { status, body } = await agent.get(`/api/persons/${person}`)
    expect([status, body]).toMatchObject([
      200,
      {
        person: { id: person, name: '王**', unit: 'desk', revision: '2' },
        fields: [
          { field: 'name', value: '王**', contact: call, channel: 'phone', times: 2 },
          { field: 'number', value: '138****0000', times: 2 },
        ],
        cases: { open: [{ id: matter }] },
      },
    ])
    expect(body['actions']).toContainEqual({
      command: 'unlinkContact',
      room: 'persons',
      permission: 'contact.receive',
      allowed: true,
    })
  })

  it('moves to another person by taking back and saying anew', async () => {
    const other = (await agent.command('persons/create-person', { kind: 'person', unit: 'desk', name: '王晓明' })).id
    await agent.command(`persons/${person}/unlink-contact`, { contact: call, reason: '同号不同人' })
    const { position } = await agent.command(`persons/${other}/link-contact-to-person`, { contact: call })
    const { persons, contacts } = await search({ number }, position)
    expect(persons.map(({ id }) => id).toSorted()).toEqual([person, other].toSorted())
    expect(contacts.rows[0]).toMatchObject({ id: call, person: other })
    await agent.command(`persons/${other}/name-person`, { name: '王晓铭' })
    const shown = await agent.send('POST', `/api/persons/${other}/reveal`, {
      fields: ['name'],
      purpose: 'verify-identity',
    })
    expect(shown).toMatchObject({ status: 200, body: { name: '王晓铭' } })
  })

  it('is a look on record, without the number', async () => {
    const { body } = await auditor.get(`/api/cases/${matter}/looks`)
    const { rows } = body as unknown as { rows: { type: string; account: { name: string } }[] }
    expect(rows.filter(({ type }) => type === 'PersonSearched').length).toBeGreaterThan(3)
    expect(JSON.stringify(rows)).not.toContain(number)
  })
})

describe('a question that is answered at once', () => {
  it('keeps which version of which entry it was answered from', async () => {
    const { id: contact } = await agent.command('contacts/receive-contact', {
      ...aContact('desk'),
      callerNumber: '12345',
    })
    const asked = aCase(contact, { intakeUnit: 'desk', type: 'consultation' })
    const { id } = await agent.command('cases/register-case', asked)
    const source = { entry: 'social-security-card', version: '3' }
    await agent.command(`cases/${id}/answer-directly`, { answer: '带身份证到任一服务中心补办。', source, close: true })
    const { position } = await agent.command(`contacts/${contact}/dispose-contact`, {
      disposition: 'answered',
      cases: [id],
    })
    const { body } = await agent.get(`/api/cases/${id}/timeline?after=${position}`)
    const { entries } = body as unknown as { entries: { type: string; data: object }[] }
    expect(entries).toContainEqual(
      expect.objectContaining({ type: 'AnsweredDirectly', data: expect.objectContaining({ source }) as object }),
    )
    expect(await search({ number: '12345' })).toMatchObject({ cases: { open: [], closed: [{ id, nextStep: 'none' }] } })
  })
})

describe('a protected caller', () => {
  it('is not known at the desk afterwards, and revealed to nobody without the leave', async () => {
    const whistle = { ...aContact('desk'), callerNumber: '13911112222', callerName: '举报人' }
    const { id: contact } = await agent.command('contacts/receive-contact', whistle)
    const { position } = await agent.command(
      'cases/register-case',
      aCase(contact, { intakeUnit: 'desk', type: 'report', identityProtected: true }),
    )
    expect(await search({ number: '13911112222' }, position)).toMatchObject({ known: false, cases: { hidden: 0 } })
    const reveal = { fields: ['callerNumber'], purpose: 'handle-case' }
    expect((await agent.send('POST', `/api/contacts/${contact}/reveal`, reveal)).status).toBe(404)
    expect((await agent.get(`/api/contacts/${contact}`)).status).toBe(404)
    const { id } = await agent.command('persons/create-person', { kind: 'person', unit: 'desk', name: '举报人' })
    const linked = await agent.command(`persons/${id}/link-contact-to-person`, { contact })
    expect((await agent.get(`/api/persons/${id}?after=${linked.position}`)).status).toBe(404)
    const named = { fields: ['name'], purpose: 'handle-case' }
    expect((await agent.send('POST', `/api/persons/${id}/reveal`, named)).status).toBe(404)
  })
})

describe('who has nothing to do with callers', () => {
  it('finds, opens, links and reveals nobody', async () => {
    const { id } = await agent.command('persons/create-person', { kind: 'person', unit: 'desk' })
    const outsider = await staffed(house, admin, 'the-outsider', [{ role: 'agent', unit: 'elsewhere' }])
    expect((await handler.send('POST', '/api/callers/search', { number })).status).toBe(403)
    expect((await handler.get(`/api/persons/${id}`)).status).toBe(403)
    expect((await outsider.get(`/api/persons/${id}`)).status).toBe(404)
    expect((await outsider.send('POST', '/api/callers/search', { number })).body).toMatchObject({
      persons: [],
      contacts: { total: 0, rows: [] },
      cases: { open: [], closed: [], hidden: 1 },
    })
    for (const [path, body] of [
      [`persons/${id}/link-contacts`, { contacts: ['contact-1'] }],
      [`persons/${id}/name-person`, { name: '某人' }],
      [`persons/${id}/unlink-contact`, { contact: 'contact-1', reason: '无' }],
      [`persons/${id}/reveal`, { fields: ['name'], purpose: 'handle-case' }],
    ] as const)
      expect([path, (await post(outsider, path, body)).status]).toEqual([path, 403])
  })
})
