import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { roleNames } from '../../services/staff/permissions.ts'
import { House, staffed, type Client } from '../support/house.ts'
import { dispatched, registered, units } from './aMatter.ts'
import { commands, may, positions, tree } from './matrixExpectation.ts'
import { sampleOf } from './sampleBody.ts'
import { expectedSight, sightOf } from './sight.ts'

type Viewer = { readonly client: Client; readonly id: string; readonly unit: string }
type Operation = { requestBody?: { content: { 'application/json': { schema: object } } } }

let house: House
let admin: Client
const viewers: Viewer[] = []
const aRing = [
  [113, 28],
  [113.1, 28],
  [113.1, 28.1],
  [113, 28],
]
/** What north keeps: dispatched to bay, not dispatched, and of a caller whose identity is protected. */
const the = {
  sent: '',
  waiting: '',
  hidden: '',
  contact: '',
  hiddenContact: '',
  assignment: '',
  account: '',
  person: '',
  erasure: '',
}
let after = ''
const bodies = new Map<string, unknown>()

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  await units(admin, ...tree)
  const sent = await registered(admin, {}, 'north')
  const hidden = await registered(admin, { type: 'report', title: '路灯举报' }, 'north')
  const waiting = await registered(admin, {}, 'north')
  const assignment = await dispatched(admin, sent.id, 'bay')
  const target = { login: 'target', name: '对象', unit: 'north' }
  const person = { kind: 'person', unit: 'north' }
  const { position } = await admin.command('contacts/receive-contact', {
    channel: 'web',
    unit: 'root',
    callerKind: 'person',
  })
  Object.assign(the, {
    sent: sent.id,
    waiting: waiting.id,
    hidden: hidden.id,
    contact: sent.contact,
    hiddenContact: hidden.contact,
    assignment,
  })
  the.account = (await admin.command('staff/open-account', target)).id
  the.person = (await admin.command('persons/create-person', person)).id
  const asked = { subjects: [`person-${the.person}`], legalBasis: 'citizen-request' }
  the.erasure = (await admin.command('erasures/request-erasure', asked)).id
  after = position
  for (const unit of Object.values(positions)) {
    const client = await staffed(house, admin, `viewer.${unit}`, [{ role: 'leader', unit }])
    const { account } = (await client.get('/api/session')).body as { account: { id: string } }
    await admin.command(`staff/${account.id}/revoke-role`, { role: 'leader', unit })
    viewers.push({ client, id: account.id, unit })
  }
  const { body } = await admin.get('/api/openapi.json')
  const paths = (body as unknown as { paths: Record<string, { post?: Operation }> }).paths
  const named = {
    unit: 'north',
    intakeUnit: 'north',
    parent: 'north',
    contact: the.contact,
    assignmentId: the.assignment,
    center: [113, 28],
    shape: aRing,
  }
  for (const [path, { post }] of Object.entries(paths)) {
    if (!post) continue
    bodies.set(path, sampleOf(post.requestBody?.content['application/json'].schema ?? {}, named))
  }
})
afterAll(() => house.dispose())

/** Lets every viewer hold these roles, each at the viewer's own unit, while something is asked. */
async function holding(roles: readonly string[], ask: (viewer: Viewer) => Promise<void>): Promise<void> {
  const each = (command: string) =>
    Promise.all(
      viewers.flatMap(({ id, unit }) => roles.map((role) => admin.command(`staff/${id}/${command}`, { role, unit }))),
    )
  await each('grant-role')
  try {
    await Promise.all(viewers.map(ask))
  } finally {
    await each('revoke-role')
  }
}

const byUnit = (a: unknown, b: unknown) => String(a).localeCompare(String(b))

const idFor = (path: string) => {
  if (path.includes('/contacts/')) return the.contact
  if (path.includes('/persons/')) return the.person
  if (path.includes('/staff/')) return the.account
  return path.includes('/erasures/') ? the.erasure : the.sent
}

/** Who may gets 412: the revision that is asked for is not there, so that nothing is changed by the asking. */
const probe = { 'if-match': '"999999"' }

describe('the contract', () => {
  it('has no command that the matrix does not ask', () => {
    const others = /^\/api\/(session|imports|audit)|\/reveal$|\/change-password$/
    expect([...bodies.keys()].filter((path) => !others.test(path) && !commands.has(path))).toEqual([])
    expect([...commands.keys()].filter((path) => !bodies.has(path) && !path.endsWith('change-password'))).toEqual([])
  })
})

describe.each(roleNames)('a %s', (role) => {
  it('may send what the role allows, where it reaches, and nothing else', async () => {
    const wrong: unknown[] = []
    let allowed = 0
    await holding([role], async ({ client, unit }) => {
      for (const [path, { permission, units: reached }] of commands) {
        if (!bodies.has(path) || path.endsWith('change-password')) continue
        const headers = { 'idempotency-key': randomUUID(), ...probe }
        const { status, body } = await client.send('POST', path.replace('{id}', idFor(path)), bodies.get(path), headers)
        const expected = may([{ role, unit }], permission, reached) ? 412 : 403
        if (expected === 412) allowed += 1
        if (status !== expected) wrong.push({ unit, path, permission, expected, status, body })
      }
    })
    expect(wrong).toEqual([])
    expect(allowed > 0).toBe(!['leader', 'auditor', 'confidential'].includes(role))
  })

  it('sees what concerns the unit, the same in every list, count, search and address', async () => {
    const [seen, expected]: [unknown[], unknown[]] = [[], []]
    await holding([role], async ({ client, unit }) => {
      seen.push([unit, await sightOf(client, the, after)])
      expected.push([unit, expectedSight([{ role, unit }], the)])
    })
    expect(seen.toSorted(byUnit)).toEqual(expected.toSorted(byUnit))
  })
})

describe('the leave to see protected cases, beside another role', () => {
  it('opens them, where both reach', async () => {
    const [seen, expected]: [unknown[], unknown[]] = [[], []]
    await holding(['leader', 'confidential'], async ({ client, unit }) => {
      seen.push([unit, await sightOf(client, the, after)])
      expected.push([
        unit,
        expectedSight(
          (['leader', 'confidential'] as const).map((role) => ({ role, unit })),
          the,
        ),
      ])
    })
    expect(seen.toSorted(byUnit)).toEqual(expected.toSorted(byUnit))
  })

  it('opens nothing here when it is held elsewhere', async () => {
    const viewer = viewers.find(({ unit }) => unit === 'root')
    if (!viewer) throw new Error('no viewer')
    const grants = [
      { role: 'leader', unit: 'root' },
      { role: 'confidential', unit: 'south' },
    ] as const
    for (const grant of grants) await admin.command(`staff/${viewer.id}/grant-role`, grant)
    expect(await sightOf(viewer.client, the, after)).toEqual(expectedSight(grants, the))
    for (const grant of grants) await admin.command(`staff/${viewer.id}/revoke-role`, grant)
  })
})
