import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Client } from '../support/house.ts'
import { aContact, history, post, registered } from './aMatter.ts'

let house: House
let admin: Client
let agent: Client
let agentId = ''
beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  agent = await staffed(house, admin, 'an.agent', [{ role: 'agent', unit: 'root' }])
  agentId = ((await agent.get('/api/session')).body as { account: { id: string } }).account.id
})
afterAll(() => house.dispose())

const confidential = { role: 'confidential', unit: 'root' }
const link = (contact: string) => ({ contact, as: 'urge', text: '再来催办' })
const told = ({ status, body }: { status: number; body: Record<string, unknown> }, id: string) =>
  JSON.stringify([status, body]).replaceAll(id, 'that')

describe('a case whose citizen asked for protection', () => {
  it('is answered in every byte like one that is not there, and nothing is written', async () => {
    const hidden = await registered(admin, { type: 'report' })
    const nobody = randomUUID()
    const { id: contact } = await agent.command('contacts/receive-contact', aContact())
    for (const [command, body] of [
      ['link-contact', link(contact)],
      ['add-note', { text: '看看有没有' }],
      ['dispatch-case', { units: [{ unit: 'root', kind: 'primary' }] }],
    ] as const) {
      const answers = [hidden.id, nobody].map(async (id) =>
        told(await post(agent, `cases/${id}/${command}`, body, { 'if-match': '"0"' }), id),
      )
      const [there, notThere] = await Promise.all(answers)
      expect(there).toBe(notThere)
      expect(there).toMatch(/^\[404/)
    }
    expect((await history(admin, hidden.id)).events).toHaveLength(1)
  })

  it('is not told again by a repeated key either, once the leave to see it has gone', async () => {
    const { id } = await registered(admin, { type: 'report' })
    const { id: contact } = await agent.command('contacts/receive-contact', aContact())
    const key = { 'idempotency-key': randomUUID() }
    const send = () => post(agent, `cases/${id}/link-contact`, link(contact), key)
    await admin.command(`staff/${agentId}/grant-role`, confidential)
    expect(await send()).toMatchObject({ status: 202 })
    expect(await send()).toMatchObject({ status: 202, body: { repeated: true } })
    await admin.command(`staff/${agentId}/revoke-role`, confidential)
    expect(await send()).toMatchObject({ status: 404, body: { code: 'not-found' } })
    const nobody = randomUUID()
    expect(told(await send(), id)).toBe(
      told(await post(agent, `cases/${nobody}/link-contact`, link(contact), key), nobody),
    )
  })

  it('still tells its number to whom it was registered by, when the answer was lost', async () => {
    const { id: contact } = await agent.command('contacts/receive-contact', aContact())
    const body = {
      contact,
      type: 'report',
      title: '举报占道经营',
      story: '每晚在路口占道摆摊。',
      callerKind: 'person',
      identity: 'real-name',
      category: { code: 'unclassified' },
      intakeUnit: 'root',
      channel: 'phone',
    }
    const key = { 'idempotency-key': randomUUID() }
    const first = await post(agent, 'cases/register-case', body, key)
    const again = await post(agent, 'cases/register-case', body, key)
    expect(again).toMatchObject({ status: 202, body: { repeated: true, caseNumber: first.body['caseNumber'] } })
    expect(await agent.get(`/api/cases/${String(first.body['id'])}`)).toMatchObject({ status: 404 })
  })
})
