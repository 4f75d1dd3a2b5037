import { randomUUID } from 'node:crypto'

import { commandNamespace, uuidv5 } from '../../services/kernel/ids.ts'
import type { Answered, Client } from '../support/house.ts'

export const aContact = (unit = 'root') => ({
  channel: 'phone',
  unit,
  callerKind: 'person',
  callerName: '王小明',
  callerNumber: '13800000000',
})

export const aCase = (contact: string, more: object = {}) => ({
  contact,
  type: 'complaint',
  title: '路灯不亮',
  story: '小区门口的路灯坏了一周，晚上很黑。',
  callerKind: 'person',
  identity: 'real-name',
  category: { code: 'unclassified' },
  intakeUnit: 'root',
  channel: 'phone',
  ...more,
})

export const theReport = {
  claimTrue: 'yes',
  withinDuties: true,
  solved: 'yes',
  internalMeasure: '更换灯具两盏。',
  publicAnswer: '路灯已修复。',
} as const

/** A contact and a case that it brought. */
export async function registered(
  desk: Client,
  more: object = {},
  unit = 'root',
): Promise<{ contact: string; id: string; position: string }> {
  const { id: contact } = await desk.command('contacts/receive-contact', aContact(unit))
  const { id, position } = await desk.command('cases/register-case', aCase(contact, { intakeUnit: unit, ...more }))
  return { contact, id, position }
}

export const units = async (admin: Client, ...defined: ReadonlyArray<readonly [code: string, parent: string]>) => {
  for (const [code, parent] of defined)
    await admin.command('dictionaries/organisation/define-unit', {
      code,
      name: `单位 ${code}`,
      parent,
      handlesCases: true,
    })
}

/** Dispatches to one unit and tells the assignment, as the write side derives it. */
export async function dispatched(desk: Client, id: string, unit: string): Promise<string> {
  const key = randomUUID()
  await desk.command(`cases/${id}/dispatch-case`, { units: [{ unit, kind: 'primary' }] }, key)
  return uuidv5(commandNamespace, `${id}:${key}:assignment ${unit}`)
}

export const post = (
  client: Client,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> => client.send('POST', `/api/${path}`, body, { 'idempotency-key': randomUUID(), ...headers })

export type HistoryEvent = {
  revision: string
  type: string
  recordedAt: string
  dataText: string
  metadataText: string
}

/** The events of a case with the proof's verdict, read back from the log. */
export async function history(client: Client, id: string) {
  const { status, body } = await client.get(`/api/cases/${id}/history`)
  if (status !== 200) throw new Error(`history of ${id} answered ${status}: ${JSON.stringify(body)}`)
  return body as unknown as { events: HistoryEvent[]; verdict: { ok: boolean; problems: unknown[] } }
}
