import { randomUUID } from 'node:crypto'

import { commandNamespace, uuidv5 } from '../../../services/kernel/ids.ts'
import { aCase, aContact, theReport } from '../../house/aMatter.ts'
import { staffed, type Client, type House } from '../../support/house.ts'

async function people(house: House, admin: Client) {
  const unit = {
    code: 'lighting',
    name: '路灯管理所',
    parent: 'root',
    handlesCases: true,
    inForceFrom: '2020-01-01T00:00:00.000Z',
  }
  await admin.command('dictionaries/organisation/define-unit', unit)
  const one = (role: string, where: string) => staffed(house, admin, `the-${role}`, [{ role, unit: where }])
  return {
    desk: await one('agent', 'root'),
    handler: await one('handler', 'lighting'),
    reviewer: await one('reviewer', 'root'),
    visitor: await one('visitor', 'root'),
  }
}

const hour = 3_600_000

/** Sends a command about what happened some hours ago; answers its id and key. */
async function backDated(client: Client, path: string, body: unknown, hoursAgo: number) {
  const key = randomUUID()
  const headers = { 'idempotency-key': key, 'occurred-at': new Date(Date.now() - hoursAgo * hour).toISOString() }
  const answer = await client.send('POST', `/api/${path}`, body, headers)
  if (answer.status !== 202) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return { id: String(answer.body['id']), key }
}

/**
 * A case with a past to argue about: a title corrected, a return refused, a visit to the place entered later, a citizen
 * who is not satisfied. Answers its id.
 */
export async function disputedCase(house: House, admin: Client): Promise<string> {
  const { desk, handler, reviewer, visitor } = await people(house, admin)
  const contact = await desk.command('contacts/receive-contact', aContact('root'))
  const { id } = await backDated(desk, 'cases/register-case', aCase(contact.id), 26)
  const to = { units: [{ unit: 'lighting', kind: 'primary' }] }
  const { key } = await backDated(desk, `cases/${id}/dispatch-case`, to, 25)
  const assignmentId = uuidv5(commandNamespace, `${id}:${key}:assignment lighting`)
  const correction = { field: 'title', to: '和平路路灯整排不亮', reason: '市民补充：整排都不亮。' }
  await desk.command(`cases/${id}/correct-case`, correction)
  const asked = { assignmentId, reasonCode: 'not-our-duty', evidence: '该路段由市政公司养护。' }
  await handler.command(`cases/${id}/request-return`, asked)
  await reviewer.command(`cases/${id}/reject-return`, { assignmentId, reason: '权属清单载明由贵所养护。' })
  const signed = await handler.command(`cases/${id}/sign-for`, { assignmentId })
  await handler.get(`/api/cases/${id}?after=${signed.position}`)
  const reveal = { fields: ['callerName', 'callerNumber'], purpose: 'contact-citizen', case: id }
  await handler.send('POST', `/api/contacts/${contact.id}/reveal`, reveal)
  await handler.command(`cases/${id}/record-contact-attempt`, { assignmentId, way: 'phone', outcome: 'reached' })
  await backDated(handler, `cases/${id}/note-handling`, { assignmentId, text: '昨日已到现场勘查。' }, 20)
  await handler.command(`cases/${id}/report-handling`, { assignmentId, ...theReport })
  await reviewer.command(`cases/${id}/accept-report`, { assignmentId })
  await visitor.get(`/api/cases/${id}`)
  const said = { valid: true, contacted: 'yes', solved: 'no', satisfied: 'dissatisfied' }
  await visitor.command(`cases/${id}/record-callback`, said)
  await visitor.command(`cases/${id}/close-case`, { closureKind: 'explained', reason: '已向市民解释施工安排。' })
  return id
}
