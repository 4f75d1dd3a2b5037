import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { aSessionApp, belt, withCookie, type SessionApp } from '../../test/support/aSessionApp.ts'

let the: SessionApp
beforeEach(async () => {
  the = await aSessionApp()
})
afterEach(() => the.close())

type Listed = { rows: { id: string; isThis: boolean; userAgent?: string }[] }
const all = async (token: string) =>
  (await the.app.inject({ url: '/api/session/all', headers: withCookie(token) })).json<Listed>()
const end = (token: string, url: string, headers: object = withCookie(token)) =>
  the.app.inject({ method: 'DELETE', url, headers: { ...headers } })

describe('one’s own sessions', () => {
  it('are listed, the present one marked, with where they began', async () => {
    const [one, two] = [await the.signedIn(), await the.signedIn()]
    expect((await all(two)).rows.map(({ isThis }) => isThis)).toEqual(expect.arrayContaining([false, true]))
    expect((await all(one)).rows[0]).toMatchObject({ openedAt: the.house.clock, userAgent: 'a browser' })
  })

  it('are ended elsewhere, on record, while this one goes on', async () => {
    const [one, two, three] = [await the.signedIn(), await the.signedIn(), await the.signedIn()]
    expect((await end(two, '/api/session/others')).json()).toEqual({ ended: 2 })
    expect((await the.whoAmI(one)).statusCode).toBe(401)
    expect((await the.whoAmI(three)).statusCode).toBe(401)
    expect((await the.whoAmI(two)).statusCode).toBe(200)
    expect(the.house.facts.filter(({ type }) => type === 'SignedOut')).toHaveLength(2)
  })

  it('are ended one by one, but neither this one nor another’s', async () => {
    const [one, two] = [await the.signedIn(), await the.signedIn()]
    const { rows } = await all(one)
    const mine = rows.find(({ isThis }) => isThis)?.id
    const other = rows.find(({ isThis }) => !isThis)?.id
    expect((await end(one, `/api/session/all/${mine}`)).statusCode).toBe(404)
    expect((await end(one, `/api/session/all/${randomUUID()}`)).statusCode).toBe(404)
    expect((await end(one, '/api/session/all/not-an-id')).statusCode).toBe(400)
    expect((await end(one, `/api/session/all/${other}`)).statusCode).toBe(204)
    expect((await the.whoAmI(two)).statusCode).toBe(401)
  })

  it('are nobody’s without a session, and not another site’s to end', async () => {
    const token = await the.signedIn()
    expect((await the.app.inject('/api/session/all')).statusCode).toBe(401)
    expect((await end('', '/api/session/others', belt)).statusCode).toBe(401)
    expect((await end(token, '/api/session/others', withCookie(token, {}))).statusCode).toBe(403)
  })
})
