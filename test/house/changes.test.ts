import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Client } from '../support/house.ts'
import { units } from './aMatter.ts'
import { tree } from './matrixExpectation.ts'

let house: House
let admin: Client
let account = ''
const clients: Record<string, Client> = {}

const people = {
  northAdmin: { role: 'administrator', unit: 'north' },
  lakeAdmin: { role: 'administrator', unit: 'lake' },
  southAdmin: { role: 'administrator', unit: 'south' },
  northAuditor: { role: 'auditor', unit: 'north' },
  southAuditor: { role: 'auditor', unit: 'south' },
  northAgent: { role: 'agent', unit: 'north' },
  northHandler: { role: 'handler', unit: 'north' },
  rootAdmin: { role: 'administrator', unit: 'root' },
} as const
type Person = keyof typeof people
const as = (person: Person): Client => clients[person] ?? admin

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  await units(admin, ...tree)
  for (const [name, grant] of Object.entries(people))
    clients[name] = await staffed(house, admin, name.toLowerCase(), [grant])
  const told = { login: 'the.one', name: '被查的人', unit: 'north' }
  account = (await admin.command('staff/open-account', told)).id
  await admin.command(`staff/${account}/grant-role`, { role: 'handler', unit: 'north' })
  await admin.command(`staff/${account}/grant-role`, { role: 'agent', unit: 'south' })
  await admin.command(`staff/${account}/revoke-role`, { role: 'agent', unit: 'south' })
})
afterAll(() => house.dispose())

type Rows = { rows: { type: string; data: Record<string, unknown> }[]; total: number }
const changesFor = async (person: Person, of = account) => {
  const { status, body } = await as(person).get(`/api/staff/${of}/changes`)
  return { status, body: body as unknown as Rows & { code?: string } }
}

describe('the changes of an account', () => {
  it.each(['northAdmin', 'northAuditor', 'rootAdmin'] as const)('are told to a %s', async (person) => {
    const { status, body } = await changesFor(person)
    expect(status).toBe(200)
    expect(body.rows.at(-1)).toMatchObject({ type: 'AccountOpened', data: { login: 'the.one' } })
    expect(body.total).toBe(body.rows.length)
  })

  it.each(['southAdmin', 'lakeAdmin', 'southAuditor', 'northAgent', 'northHandler'] as const)(
    'are to a %s those of somebody who is not there',
    async (person) => {
      const [there, nowhere] = [await changesFor(person), await changesFor(person, randomUUID())]
      expect(there).toMatchObject({ status: 404, body: { code: 'not-found' } })
      expect(there.body).toEqual(nowhere.body)
    },
  )

  it('say nothing of what the account may do in units of others', async () => {
    const types = async (person: Person) => (await changesFor(person)).body.rows.map(({ type }) => type).toReversed()
    expect(await types('northAdmin')).toEqual(['AccountOpened', 'RoleGranted'])
    expect(await types('rootAdmin')).toEqual(['AccountOpened', 'RoleGranted', 'RoleGranted', 'RoleRevoked'])
    expect(JSON.stringify((await changesFor('northAdmin')).body)).not.toContain('south')
  })
})

describe('the changes of a dictionary', () => {
  it.each([
    ['northAdmin', 200],
    ['northAuditor', 200],
    ['rootAdmin', 200],
    ['northAgent', 403],
    ['northHandler', 403],
  ] as const)('are asked by a %s: %d', async (person, status) => {
    for (const name of ['organisation', 'categories', 'calendar', 'policy', 'places'])
      expect([name, (await as(person).get(`/api/dictionaries/${name}/changes`)).status]).toEqual([name, status])
  })

  it('are those of one entry, as many as were asked for, newest first', async () => {
    const { body } = await admin.get('/api/dictionaries/organisation/changes?entry=lake&limit=1')
    expect(body).toMatchObject({ rows: [{ type: 'UnitDefined', entry: 'lake' }], total: 1 })
    const { body: newest } = await admin.get('/api/dictionaries/organisation/changes?limit=2')
    expect((newest as unknown as { rows: { entry: string }[] }).rows.map(({ entry }) => entry)).toEqual([
      'bay',
      'south',
    ])
  })
})

const nonsense = [
  '../staff',
  '..%2f..%2fstaff',
  '%2e%2e',
  "' OR 1=1 --",
  'x;DROP TABLE state',
  '%00',
  'a'.repeat(65),
  'a'.repeat(5_000),
  '__proto__',
  'organisation ',
  '民声',
  '-',
  '*',
]
const encoded = (text: string) => (text.includes('%') ? text : encodeURIComponent(text))

describe('what is no name, no number and no entry', () => {
  it.each(nonsense)('is refused, and nothing of the inside is told: %#', async (text) => {
    for (const path of [
      `/api/dictionaries/${encoded(text)}/changes`,
      `/api/staff/${encoded(text)}/changes`,
      `/api/dictionaries/organisation/changes?entry=${encoded(text)}`,
    ]) {
      const { status, body } = await admin.get(path)
      expect([path.slice(0, 60), status, body['rows'] ?? 'none']).toEqual([
        path.slice(0, 60),
        ...(status === 200 ? [200, []] : [status === 404 || status === 414 ? status : 400, 'none']),
      ])
      expect(JSON.stringify(body)).not.toMatch(/stack|at \w+ \(|node_modules|SQLITE|dictionary-|staff-/)
    }
  })

  it.each(['constructor', 'toString', 'hasOwnProperty', 'installation', 'login', 'case'])(
    'is no dictionary: %s',
    async (name) => {
      expect(await admin.get(`/api/dictionaries/${name}/changes`)).toMatchObject({ status: 400 })
      expect(await admin.get(`/api/staff/${name}/changes`)).toMatchObject({ status: 404 })
    },
  )

  it.each([
    'limit=0',
    'limit=-1',
    'limit=501',
    'limit=1e9',
    'limit=99999999999999999999',
    'limit=NaN',
    'limit=1.5',
    'limit=1&limit=2',
    'limit=',
    'cursor=0',
    'offset=-1',
    'coming=maybe',
    'entry=a&entry=b',
    'entry[]=a',
    'unknown=1',
  ])('is a question that says what is wrong with it: %s', async (query) => {
    const { status, body } = await admin.get(`/api/dictionaries/organisation/changes?${query}`)
    expect([status, typeof body['field']]).toEqual([400, 'string'])
  })

  it.each(['limit=-1', 'cursor=x', 'unknown=1'])('is not asked about an account: %s', async (query) => {
    expect(await admin.get(`/api/staff/${account}/changes?${query}`)).toMatchObject({ status: 400 })
  })
})
