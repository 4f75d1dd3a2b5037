import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House } from '../support/house.ts'
import { aContact, registered } from './aMatter.ts'
import { members, pidOf } from './processes.ts'
import { sampleOf } from './sampleBody.ts'

let house: House
beforeAll(async () => {
  house = await House.start()
})
afterAll(() => house.dispose())

type Operation = { security?: unknown[]; requestBody?: { content: { 'application/json': { schema: object } } } }
type Paths = Record<string, Partial<Record<'get' | 'post' | 'delete', Operation>>>

/** Every route of the contract, with an address and a body that would be right. */
async function everyRoute() {
  const { body } = await house.anonymous().get('/api/openapi.json')
  const paths = (body as unknown as { paths: Paths }).paths
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, requestBody }]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(
        /\{\w+\}/g,
        path.includes('/dictionaries/') ? 'organisation' : '00000000-0000-4000-8000-000000000000',
      ),
      isPublic: security?.length === 0,
      sample: requestBody && sampleOf(requestBody.content['application/json'].schema),
    })),
  )
}

describe('who is not signed in', () => {
  it('gets 401 everywhere but at sign-in and health', async () => {
    const routes = await everyRoute()
    expect(routes.length).toBeGreaterThan(60)
    const open = routes.filter(({ isPublic }) => isPublic).map(({ method, path }) => `${method} ${path}`)
    const demo = ['GET /api/city', 'GET /api/doors', 'POST /api/session/door']
    expect(open.toSorted()).toEqual([...demo, 'GET /api/health', 'POST /api/session'].toSorted())
    const wrong: unknown[] = []
    for (const { method, path, sample, isPublic } of routes) {
      if (isPublic) continue
      const headers = { 'idempotency-key': 'a-key-of-a-stranger' }
      const { status, body } = await house.anonymous().send(method, path, sample, headers)
      if (status !== 401 || body['code'] !== 'not-signed-in') wrong.push([method, path, status, body])
    }
    expect(wrong).toEqual([])
  })

  it('finds no doors of a demo where there is none', async () => {
    const stranger = house.anonymous()
    expect(await stranger.get('/api/doors')).toMatchObject({ status: 200, body: [] })
    expect(await stranger.get('/api/city')).toMatchObject({ status: 404 })
    expect(await stranger.send('POST', '/api/session/door', { login: 'admin' })).toMatchObject({ status: 404 })
  })

  it('is not told what is wrong with a body, nor whether anything is there', async () => {
    const { id } = await registered(await house.admin())
    const wrong: [string, unknown][] = [
      ['cases/register-case', {}],
      [`cases/${id}/add-note`, { nonsense: 1 }],
      ['imports/rows', 7],
      ['staff/open-account', []],
    ]
    for (const [path, body] of wrong) {
      const answer = await house.anonymous().send('POST', `/api/${path}`, body, { 'idempotency-key': 'short' })
      expect([path, answer.status]).toEqual([path, 401])
    }
    expect(await house.anonymous().get(`/api/cases/${id}`)).toMatchObject({ status: 401 })
  })

  it('cannot bring a process down', async () => {
    const before = pidOf(house.dataDir, members.api)
    for (const { method, path, sample } of await everyRoute())
      await house
        .anonymous()
        .send(method, path, sample, { cookie: 'minsheng=no-such-token', 'idempotency-key': 'a-key-of-a-stranger' })
    expect(await house.anonymous().get('/api/health')).toMatchObject({ status: 200 })
    expect(pidOf(house.dataDir, members.api)).toBe(before)
  })

  it('is nobody with a token that was made up, cut short or signed out', async () => {
    const admin = await house.admin()
    const { cookie } = admin
    const asking = (value: string) => house.anonymous().send('GET', '/api/session', undefined, { cookie: value })
    expect(await asking(cookie)).toMatchObject({ status: 200 })
    for (const made of [
      `${cookie}x`,
      cookie.slice(0, -1),
      'minsheng=',
      `minsheng=${'A'.repeat(43)}`,
      'minsheng="; DROP TABLE"',
    ])
      expect([made, (await asking(made)).status]).toEqual([made, 401])
    await admin.send('DELETE', '/api/session')
    expect(await asking(cookie)).toMatchObject({ status: 401 })
  })

  it('is held up after a few wrong passwords, and so is the right one', async () => {
    const tries: number[] = []
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const { status } = await house
        .anonymous()
        .send('POST', '/api/session', { login: 'nobody', password: `wrong-${attempt}` })
      tries.push(status)
    }
    expect(tries[0]).toBe(401)
    expect(tries.at(-1)).toBe(429)
  })
})

describe('who is signed in and has no role', () => {
  it('may see and do nothing', async () => {
    const admin = await house.admin()
    const { id } = await admin.command('staff/open-account', { login: 'no.role', name: '无角色', unit: 'root' })
    const key = { 'idempotency-key': 'set-the-password-1' }
    await admin.send('POST', `/api/staff/${id}/change-password`, { password: 'long-enough-7391' }, key)
    const nobody = await house.signedIn('no.role', 'long-enough-7391')
    const { id: there, contact } = await registered(admin)
    const refused = await nobody.send('POST', '/api/contacts/receive-contact', aContact(), {
      'idempotency-key': 'a-key-without-role',
    })
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'not-permitted', details: { permission: 'contact.receive' } },
    })
    for (const path of [
      `cases/${there}`,
      `cases/${there}/timeline`,
      `cases/${there}/history`,
      `cases/${there}/evidence`,
      `contacts/${contact}`,
    ])
      expect([path, (await nobody.get(`/api/${path}`)).status]).toEqual([path, 404])
    expect((await nobody.get('/api/work-list')).body).toMatchObject({ rows: [], total: 0 })
    expect((await nobody.get('/api/counts')).body).toMatchObject({ total: 0, overdue: 0 })
    expect((await nobody.get('/api/search?q=路灯')).body).toMatchObject({ rows: [], total: 0 })
  })
})
