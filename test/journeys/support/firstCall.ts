import type { Client } from '../../support/house.ts'

/** A matter that a caller has brought, dispatched to the unit `lighting`: who calls again is known, and so is the case. */
export async function firstCall(client: Client, number: string): Promise<{ id: string; caseNumber: string }> {
  const from = { channel: 'phone', callerKind: 'person' } as const
  const contact = await client.command('contacts/receive-contact', {
    ...from,
    unit: 'root',
    callerName: '周小满',
    callerNumber: number,
    callerAddress: '和平路十二号二单元',
  })
  const registered = await client.command('cases/register-case', {
    ...from,
    contact: contact.id,
    type: 'complaint',
    title: '和平路路灯整排不亮',
    story: '从上周五起，和平路十二号门前的路灯整排不亮，晚上看不见路。',
    identity: 'real-name',
    category: { code: 'unclassified' },
    intakeUnit: 'root',
  })
  await client.command(`cases/${registered.id}/dispatch-case`, { units: [{ unit: 'lighting', kind: 'primary' }] })
  await client.command(`contacts/${contact.id}/dispose-contact`, { disposition: 'new-matter', cases: [registered.id] })
  return registered as unknown as { id: string; caseNumber: string }
}
