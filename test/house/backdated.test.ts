import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Client } from '../support/house.ts'
import { aCase, aContact, post, registered } from './aMatter.ts'

const then = '2025-03-01T00:00:00.000Z'
const unit = (code: string, parent: string) => ({
  code,
  name: `单位 ${code}`,
  parent,
  handlesCases: true,
  inForceFrom: '2025-01-01T00:00:00.000Z',
})
const backThen = { 'occurred-at': then }

let house: House
let admin: Client, agent: Client, manager: Client
beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  for (const [code, parent] of [
    ['north', 'root'],
    ['south', 'root'],
    ['lake', 'north'],
  ] as const)
    await admin.command('dictionaries/organisation/define-unit', unit(code, parent))
  agent = await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'north' }])
  manager = await staffed(house, admin, 'the-manager', [{ role: 'administrator', unit: 'north' }])
})
afterAll(() => house.dispose())

describe('what is entered later than it happened', () => {
  it('is taken where the sender’s units reach', async () => {
    expect(await post(agent, 'contacts/receive-contact', aContact('lake'), backThen)).toMatchObject({ status: 202 })
  })

  it('is no way into a unit that has gone to others since', async () => {
    const { contact, id } = await registered(agent, {}, 'lake')
    const move = { code: 'lake', parent: 'south', inForceFrom: new Date().toISOString() }
    await admin.command('dictionaries/organisation/change-unit', move)
    for (const headers of [{}, backThen]) {
      const contacts = await post(agent, 'contacts/receive-contact', aContact('lake'), headers)
      const cases = await post(agent, 'cases/register-case', aCase(contact, { intakeUnit: 'lake' }), headers)
      const note = await post(agent, `cases/${id}/add-note`, { text: '备注' }, headers)
      expect([contacts.status, cases.status, note.status]).toEqual([403, 403, 404])
    }
  })

  it('is never who may do what: that holds from when it is sent', async () => {
    const account = { login: 'some.one', name: '某人', unit: 'north' }
    const refused = { status: 400, body: { code: 'not-backdated', field: 'Occurred-At' } }
    expect(await post(manager, 'staff/open-account', account, backThen)).toMatchObject(refused)
    const { id } = await manager.command('staff/open-account', account)
    const lake = { role: 'agent', unit: 'lake' }
    expect(await post(manager, `staff/${id}/grant-role`, lake, backThen)).toMatchObject(refused)
    expect(await post(manager, `staff/${id}/grant-role`, lake)).toMatchObject({ status: 403 })
    expect(await post(manager, `staff/${id}/grant-role`, { ...lake, unit: 'north' })).toMatchObject({ status: 202 })
  })

  it('is refused when it is no instant, wherever instants are asked for', async () => {
    for (const at of [
      '2016-12-31T23:59:60Z',
      '2025-02-30T00:00:00Z',
      '2025-01-01',
      'yesterday',
      '9999-12-31T23:59:60Z',
    ]) {
      const asked = encodeURIComponent(at)
      const answers = [
        await post(agent, 'contacts/receive-contact', aContact('north'), { 'occurred-at': at }),
        await post(agent, 'contacts/receive-contact', { ...aContact('north'), receivedAt: at }),
        await agent.get(`/api/dictionaries/organisation?at=${asked}`),
        await agent.get(`/api/map?level=street&at=${asked}`),
        await manager.get(`/api/staff?at=${asked}`),
      ]
      expect([at, answers.map(({ status }) => status)]).toEqual([at, answers.map(() => 400)])
    }
  })
})
