import fastify from 'fastify'
import { expect, it } from 'vitest'

import { aReference } from '../../test/support/aReference.ts'
import { recorded } from '../../test/support/givenDictionary.ts'
import { problemOf, sendProblem, unexpected } from '../kernel/problem.ts'
import { Accounts, type KnownAccount } from './accounts.ts'
import type { Grant } from './permissions.ts'
import { staffRoutes } from './staffRoutes.ts'

const codes = (holds: (parent: string | null) => boolean) =>
  aReference.units().flatMap(({ code, parent }) => (holds(parent) ? [code] : []))
const [root = ''] = codes((parent) => parent === null)
const [leaf = '', other = ''] = codes((parent) => parent !== null)

function twoAccounts(): Accounts {
  const accounts = new Accounts()
  const open = (id: string, unit: string, ...held: readonly Grant[]) => {
    const events = [
      { type: 'AccountOpened', data: { login: `login-${id}`, name: `员工 ${id}`, unit } },
      ...held.map((data) => ({ type: 'RoleGranted', data })),
    ]
    for (const event of recorded(`staff-${id}`, events, { recordedAt: '2026-05-06T00:00:00.000Z', from: 0 })) {
      accounts.apply(event)
    }
  }
  open('1', leaf, { role: 'handler', unit: leaf }, { role: 'leader', unit: root })
  open('2', root, { role: 'agent', unit: root })
  return accounts
}

/** The list as somebody with these grants sees it. */
async function listFor(grants: readonly Grant[]) {
  const accounts = twoAccounts()
  const app = fastify()
  app.addHook('preHandler', async (request) => {
    request.viewer = { account: accounts.byId('2') as KnownAccount, grants, sessionId: 's', expiresAt: '' }
  })
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, problemOf(error) ?? unexpected))
  staffRoutes(app, accounts, () => aReference)
  const answer = await app.inject('/api/staff')
  return { status: answer.statusCode, rows: answer.json().rows as Record<string, unknown>[] }
}

it('lists every account to an administrator of the root, and which is the viewer’s own', async () => {
  const { rows } = await listFor([{ role: 'administrator', unit: root }])
  expect(rows.map(({ login, isMe }) => [login, isMe])).toEqual([
    ['login-1', false],
    ['login-2', true],
  ])
  expect(rows[0]).toMatchObject({ grants: [{ role: 'handler' }, { role: 'leader' }], grantsElsewhere: 0 })
})

it('shows to the administrator of a unit only its accounts, and of roles elsewhere only how many', async () => {
  const { rows } = await listFor([{ role: 'administrator', unit: leaf }])
  expect(rows).toMatchObject([{ id: '1', grants: [{ role: 'handler' }], grantsElsewhere: 1 }])
})

it('is refused to whoever manages nobody', async () => {
  expect(await listFor([{ role: 'agent', unit: other }])).toMatchObject({ status: 403 })
})
