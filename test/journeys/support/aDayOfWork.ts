import { randomUUID } from 'node:crypto'

import { commandNamespace, uuidv5 } from '../../../services/kernel/ids.ts'
import { aCase, aContact } from '../../house/aMatter.ts'
import { staffed, type Client, type House } from '../../support/house.ts'

export const minute = 60_000

/** Something sent about what happened some minutes ago. */
async function ago(client: Client, minutes: number, path: string, body: unknown) {
  const key = randomUUID()
  const headers = { 'idempotency-key': key, 'occurred-at': new Date(Date.now() - minutes * minute).toISOString() }
  const answer = await client.send('POST', `/api/${path}`, body, headers)
  if (answer.status !== 202) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return { id: String(answer.body['id']), key, number: answer.body['caseNumber'] as string }
}

export type Sent = { readonly id: string; readonly number: string; readonly assignmentId: string }

/** A case dispatched to the unit some minutes ago. */
export async function sentTo(desk: Client, unit: string, more: object, minutes = 0): Promise<Sent> {
  const { id: contact } = await desk.command('contacts/receive-contact', aContact())
  const { id, number } = await ago(desk, minutes + 1, 'cases/register-case', aCase(contact, more))
  const { key } = await ago(desk, minutes, `cases/${id}/dispatch-case`, { units: [{ unit, kind: 'primary' }] })
  return { id, number, assignmentId: uuidv5(commandNamespace, `${id}:${key}:assignment ${unit}`) }
}

/** A desk, two who handle street lighting and one who mends roads. */
export async function staffOf(house: House) {
  const admin = await house.admin()
  const define = (code: string, name: string) =>
    admin.command('dictionaries/organisation/define-unit', {
      code,
      name,
      parent: 'root',
      handlesCases: true,
      inForceFrom: '2020-01-01T00:00:00.000Z',
    })
  await define('lighting', '路灯管理所')
  await define('roads', '道路养护所')
  const one = (login: string, role: string, unit: string) => staffed(house, admin, login, [{ role, unit }])
  return {
    admin,
    desk: await one('the-desk', 'supervisor', 'root'),
    handler: await one('the-handler', 'handler', 'lighting'),
    colleague: await one('the-colleague', 'handler', 'lighting'),
  }
}
