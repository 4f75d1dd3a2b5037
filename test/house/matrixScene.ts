import { House, staffed, type Client } from '../support/house.ts'
import { dispatched, registered, units } from './aMatter.ts'
import { positions, tree } from './matrixExpectation.ts'
import { sampleOf } from './sampleBody.ts'

export type Viewer = { readonly client: Client; readonly id: string; readonly unit: string }
type Operation = { requestBody?: { content: { 'application/json': { schema: object } } } }

const aRing = [
  [113, 28],
  [113.1, 28],
  [113.1, 28.1],
  [113, 28],
]

/** What there is to ask about: cases that north keeps, one of them dispatched to bay, and one thing of every other room. */
async function things(admin: Client) {
  await units(admin, ...tree)
  const sent = await registered(admin, {}, 'north')
  const hidden = await registered(admin, { type: 'report', title: '路灯举报' }, 'north')
  const waiting = await registered(admin, {}, 'north')
  const assignment = await dispatched(admin, sent.id, 'bay')
  const target = { login: 'target', name: '对象', unit: 'north' }
  const account = (await admin.command('staff/open-account', target)).id
  const person = (await admin.command('persons/create-person', { kind: 'person', unit: 'north' })).id
  const asked = { subjects: [`person-${person}`], legalBasis: 'citizen-request' }
  const erasure = (await admin.command('erasures/request-erasure', asked)).id
  return {
    sent: sent.id,
    waiting: waiting.id,
    hidden: hidden.id,
    contact: sent.contact,
    hiddenContact: hidden.contact,
    assignment,
    account,
    person,
    erasure,
    /** No case has this id. */
    nobody: '00000000-0000-4000-8000-000000000000',
  }
}
export type Things = Awaited<ReturnType<typeof things>>

/** Somebody at every position, without any role yet. */
async function viewerAt(house: House, admin: Client, unit: string): Promise<Viewer> {
  const client = await staffed(house, admin, `viewer.${unit}`, [{ role: 'leader', unit }])
  const { account } = (await client.get('/api/session')).body as { account: { id: string } }
  await admin.command(`staff/${account.id}/revoke-role`, { role: 'leader', unit })
  return { client, id: account.id, unit }
}

/** A body that would be right, for every command of the contract. */
async function bodiesOf(admin: Client, { contact, assignment: assignmentId }: Things): Promise<Map<string, unknown>> {
  const { body } = await admin.get('/api/openapi.json')
  const paths = (body as unknown as { paths: Record<string, { post?: Operation }> }).paths
  const place = { unit: 'north', intakeUnit: 'north', parent: 'north', center: [113, 28], shape: aRing }
  const named = { ...place, contact, assignmentId }
  return new Map(
    Object.entries(paths).flatMap(([path, { post }]) =>
      post ? [[path, sampleOf(post.requestBody?.content['application/json'].schema ?? {}, named)] as const] : [],
    ),
  )
}

export async function matrixScene() {
  const house = await House.start()
  const admin = await house.admin()
  const the = await things(admin)
  const received = { channel: 'web', unit: 'root', callerKind: 'person' }
  const { position: after } = await admin.command('contacts/receive-contact', received)
  const viewers: Viewer[] = []
  for (const unit of Object.values(positions)) viewers.push(await viewerAt(house, admin, unit))
  return { house, admin, the, after, viewers, bodies: await bodiesOf(admin, the) }
}
