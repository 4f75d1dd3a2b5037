import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { roleNames, roles } from '../../services/staff/permissions.ts'
import { House, staffed, testPassword, type Client } from '../support/house.ts'
import { aCase, aContact, dispatched, units } from './aMatter.ts'
import { send, toldBy, type Request, type Sought, type Told } from './everyRead.ts'

const caller = { callerName: '龘靐齉', callerNumber: '13977776666', callerAddress: '雾凇坡巷九号' }
const words = { title: '瘿椒树盗伐举报', story: '有人夜里盗伐瘿椒树，已持续三晚。' }

let house: House
let admin: Client
const the = { case: '', contact: '', person: '', number: '', assignment: '' }
const sought: Sought = { ids: the, ...caller, story: words.story, word: '瘿椒树' }
/** What nobody without the leave may read anywhere. */
const secrets = () => [...Object.values(the), '龘', '139****6666', ...Object.values(caller), '瘿椒', '雾凇']

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  await units(admin, ['works', 'root'])
  the.contact = (await admin.command('contacts/receive-contact', { ...aContact(), ...caller })).id
  const body = aCase(the.contact, { ...words, type: 'report', identityProtected: true })
  const begun: { id: string; caseNumber?: string } = await admin.command('cases/register-case', body)
  the.case = begun.id
  the.number = begun.caseNumber ?? ''
  the.assignment = await dispatched(admin, the.case, 'works')
  const named = { kind: 'person', unit: 'root', name: caller.callerName }
  the.person = (await admin.command('persons/create-person', named)).id
  await admin.command(`persons/${the.person}/link-contact-to-person`, { contact: the.contact })
  const disposal = { disposition: 'new-matter', cases: [the.case] }
  const { position } = await admin.command(`contacts/${the.contact}/dispose-contact`, disposal)
  await admin.get(`/api/persons/${the.person}?after=${position}`)
  await admin.get(`/api/cases?ids=${the.case}&after=${position}`)
})
afterAll(() => house.dispose())

const telling = (all: readonly Told[]) => all.filter((one) => one.secrets.length > 0)
const shielded = roleNames.filter((role) => !(roles[role] as readonly string[]).includes('case.view-protected'))

describe('who may not see a protected case', () => {
  it.each(shielded)('reads nothing of it as a %s, by whatever is asked', async (role) => {
    const client = await staffed(house, admin, `a.${role}`, [{ role, unit: 'root' }])
    const all = await toldBy(client, sought, secrets())
    expect(telling(all)).toEqual([])
    expect(all.filter(({ status }) => status >= 500)).toEqual([])
  })

  it('is asked nothing that would not tell of it to whom may see it', async () => {
    const client = await staffed(house, admin, 'a.supervisor', [{ role: 'supervisor', unit: 'root' }])
    const all = await toldBy(client, sought, secrets())
    expect(all.length).toBeGreaterThan(100)
    expect(telling(all).length).toBeGreaterThan(15)
    expect(all.filter(({ status }) => status === 400 || status >= 500)).toEqual([])
  })

  it('finds its case, contact and person like one that never was', async () => {
    const client = await house.signedIn('a.agent', testPassword)
    const asked = (id: string): Request[] => [
      ...['', '/timeline', '/history', '/evidence', '/replay', '/looks'].map((part) => ({
        method: 'GET',
        path: `/api/cases/${id}${part}`,
      })),
      { method: 'GET', path: `/api/contacts/${id}` },
      { method: 'GET', path: `/api/persons/${id}` },
      { method: 'GET', path: `/api/cases?ids=${id}` },
      {
        method: 'POST',
        path: `/api/contacts/${id}/reveal`,
        body: { fields: ['callerName'], purpose: 'handle-case', case: the.case },
      },
      { method: 'POST', path: `/api/persons/${id}/reveal`, body: { fields: ['name'], purpose: 'handle-case' } },
      { method: 'POST', path: '/api/callers/search', body: { id } },
    ]
    const answers = async (id: string) => {
      const all: unknown[] = []
      for (const request of asked(id)) {
        const { status, body } = await send(client, request)
        const { position: _, ...rest } = body
        all.push([request.path.replace(id, ''), status, JSON.stringify(rest).replaceAll(id, 'that')])
      }
      return all
    }
    for (const id of [the.case, the.contact, the.person]) expect(await answers(id)).toEqual(await answers(randomUUID()))
  })

  it('counts nothing of it', async () => {
    const client = await house.signedIn('a.agent', testPassword)
    expect((await client.get('/api/work-list')).body).toMatchObject({ rows: [], total: 0 })
    expect((await client.get('/api/counts')).body).toMatchObject({ total: 0, overdue: 0, dueToday: 0 })
    for (const asked of [{ number: caller.callerNumber }, { name: caller.callerName }, { id: the.person }])
      expect((await client.send('POST', '/api/callers/search', asked)).body).toMatchObject({
        persons: [],
        contacts: { total: 0, rows: [] },
        cases: { open: [], closed: [], openTotal: 0, closedTotal: 0, hidden: 0 },
        known: false,
      })
  })
})

describe('somebody who brought a protected case and another', () => {
  it('is shown masked with the other, without a word of the first', async () => {
    const agent = await house.signedIn('a.agent', testPassword)
    const { id: open } = await agent.command('cases/register-case', aCase(the.contact, { title: '路灯不亮' }))
    const { position } = await agent.command(`cases/${open}/add-note`, { text: '已登记。' })
    const { body: page } = await agent.get(`/api/cases/${open}?after=${position}`)
    expect(page).toMatchObject({ contact: { id: the.contact, callerName: '龘**', cases: [open] } })
    const { body: shown } = await agent.get(`/api/contacts/${the.contact}`)
    expect(shown).toMatchObject({ contact: { cases: [open] } })
    expect(JSON.stringify([page, shown])).not.toContain(the.case)
    const reveal = { fields: ['callerName'], purpose: 'handle-case', case: open }
    expect(await agent.send('POST', `/api/contacts/${the.contact}/reveal`, reveal)).toMatchObject({
      status: 403,
      body: { details: { permission: 'person.reveal' } },
    })
  })
})
