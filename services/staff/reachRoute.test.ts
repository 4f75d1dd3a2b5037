import fastify from 'fastify'
import { describe, expect, it } from 'vitest'

import { aReference } from '../../test/support/aReference.ts'
import { recorded } from '../../test/support/givenDictionary.ts'
import { problemOf, sendProblem, unexpected } from '../kernel/problem.ts'
import { Accounts, type KnownAccount } from './accounts.ts'
import type { Grant } from './permissions.ts'
import { reachRoute } from './reachRoute.ts'

const units = aReference.units()
const root = units.find(({ parent }) => parent === null)?.code ?? ''
const deepest = units.reduce((deep, unit) => (unit.path.length > deep.path.length ? unit : deep))
const above = deepest.parent ?? ''
const elsewhere = units.find(
  ({ code, path }) => code !== root && !path.includes(deepest.code) && !deepest.path.includes(code),
)
const other = elsewhere?.code ?? ''

const day = (n: number) => `2026-05-0${n}T00:00:00.000Z`

function people(): Accounts {
  const accounts = new Accounts()
  const apply = (id: string, events: readonly { type: string; data: unknown }[], n: number, from = 0) => {
    for (const event of recorded(`staff-${id}`, events, { recordedAt: day(n), from })) accounts.apply(event)
  }
  const opened = (id: string) => ({ type: 'AccountOpened', data: { login: `login-${id}`, name: id, unit: root } })
  const given = (role: string, unit: string) => ({ type: 'RoleGranted', data: { role, unit } })
  apply('boss', [opened('boss'), given('leader', root)], 1)
  apply('own', [opened('own'), given('handler', deepest.code)], 1)
  apply('far', [opened('far'), given('handler', other)], 1)
  apply('late', [opened('late')], 1)
  apply('late', [given('auditor', above)], 3, 1)
  return accounts
}

async function ask(query: string, grants: readonly Grant[] = [{ role: 'administrator', unit: root }]) {
  const accounts = people()
  const app = fastify()
  app.addHook('preHandler', async (request) => {
    request.viewer = { account: accounts.byId('boss') as KnownAccount, grants, sessionId: 's', expiresAt: '' }
  })
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, problemOf(error) ?? unexpected))
  reachRoute(app, { accounts, referenceAt: () => aReference, now: () => day(5) })
  const answer = await app.inject(`/api/staff/reaching?${query}`)
  return {
    status: answer.statusCode,
    rows: answer.json().rows as { id: string; unit: string; seesProtected: boolean }[],
  }
}

describe('who can see the cases of a unit', () => {
  it('is told with the role and the unit it was given in, from above downwards', async () => {
    const { rows } = await ask(`unit=${deepest.code}`)
    expect(rows.map(({ id, unit }) => [id, unit])).toEqual([
      ['boss', root],
      ['late', above],
      ['own', deepest.code],
    ])
    expect(rows.map(({ seesProtected }) => seesProtected)).toEqual([false, true, false])
  })

  it('is told for a past second', async () => {
    expect((await ask(`unit=${deepest.code}&at=2026-05-02T12:00:00Z`)).rows.map(({ id }) => id)).toEqual([
      'boss',
      'own',
    ])
    expect((await ask(`unit=${deepest.code}&at=2026-04-01T00:00:00Z`)).rows).toEqual([])
  })

  it('is told for another permission', async () => {
    expect((await ask(`unit=${deepest.code}&permission=case.report`)).rows.map(({ id }) => id)).toEqual(['own'])
  })

  it('is told to whoever manages or audits the unit alone', async () => {
    expect((await ask(`unit=${deepest.code}`, [{ role: 'auditor', unit: above }])).status).toBe(200)
    expect((await ask(`unit=${deepest.code}`, [{ role: 'administrator', unit: other }])).status).toBe(403)
    expect((await ask(`unit=${deepest.code}`, [{ role: 'supervisor', unit: root }])).status).toBe(403)
  })

  it('refuses what it cannot read', async () => {
    for (const query of ['', 'unit=%27%20or%201', 'unit=a&at=yesterday', 'unit=a&permission=all'])
      expect([query, (await ask(query)).status]).toEqual([query, 400])
  })
})
