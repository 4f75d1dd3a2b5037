import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { roleNames } from '../../services/staff/permissions.ts'
import type { Client, House } from '../support/house.ts'
import { commands, expectedStatus, type Asked, type Grant } from './matrixExpectation.ts'
import { matrixScene, type Things, type Viewer } from './matrixScene.ts'
import { expectedSight, sightOf } from './sight.ts'

let house: House
let admin: Client
let viewers: readonly Viewer[] = []
let the: Things
let after = ''
let bodies: ReadonlyMap<string, unknown> = new Map()

beforeAll(async () => {
  ;({ house, admin, viewers, the, after, bodies } = await matrixScene())
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
    const others = /^\/api\/(session|imports|audit|callers\/search|cases\/alike|metrics)|\/reveal$|\/change-password$/
    expect([...bodies.keys()].filter((path) => !others.test(path) && !commands.has(path))).toEqual([])
    expect([...commands.keys()].filter((path) => !bodies.has(path) && !path.endsWith('change-password'))).toEqual([])
  })
})

const sent = [...commands.keys()].filter((path) => !path.endsWith('change-password'))
const aboutCases = sent.filter((path) => path.startsWith('/api/cases/{id}'))
const idOf = (path: string, about: Asked) =>
  about === 'sent' ? idFor(path) : about === 'hidden' ? the.hidden : the.nobody

/** Sends each command about that case; answers the statuses, and what was answered otherwise than expected. */
async function asked({ client }: Viewer, grants: readonly Grant[], about: Asked, paths: readonly string[]) {
  const statuses: number[] = []
  const wrong: unknown[] = []
  for (const path of paths) {
    const headers = { 'idempotency-key': randomUUID(), ...probe }
    const answer = await client.send('POST', path.replace('{id}', idOf(path, about)), bodies.get(path), headers)
    statuses.push(answer.status)
    const expected = expectedStatus(grants, path, about)
    if (answer.status !== expected) wrong.push({ grants, path, about, expected, ...answer })
  }
  return { statuses, wrong }
}

describe.each(roleNames)('a %s', (role) => {
  it('may send what the role allows, where it reaches, and nothing else', async () => {
    const wrong: unknown[] = []
    let allowed = 0
    await holding([role], async (viewer) => {
      const found = await asked(viewer, [{ role, unit: viewer.unit }], 'sent', sent)
      wrong.push(...found.wrong)
      allowed += found.statuses.filter((status) => status === 412).length
    })
    expect(wrong).toEqual([])
    expect(allowed > 0).toBe(!['leader', 'auditor', 'confidential'].includes(role))
  })

  it('commands a protected case only with the leave to see such; without, it is as if it was not there', async () => {
    const wrong: unknown[] = []
    for (const beside of [[], ['confidential']] as const) {
      const held = [...new Set([role, ...beside])]
      await holding(held, async (viewer) => {
        const grants = held.map((each) => ({ role: each, unit: viewer.unit }))
        for (const about of ['hidden', 'nobody'] as const)
          wrong.push(...(await asked(viewer, grants, about, aboutCases)).wrong)
      })
    }
    expect(wrong).toEqual([])
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
