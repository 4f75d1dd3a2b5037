import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import {
  aSessionApp,
  belt,
  handlerInNorth,
  password,
  withCookie,
  type SessionApp,
} from '../../test/support/aSessionApp.ts'

let the: SessionApp
beforeEach(async () => {
  the = await aSessionApp()
})
afterEach(() => the.close())

const later = (seconds: number) => {
  the.house.clock = new Date(Date.parse(the.house.clock) + seconds * 1000).toISOString()
}
const tokenOf = (answer: { cookies: { name: string; value: string }[] }) =>
  answer.cookies.find(({ name }) => name === 'minsheng')?.value ?? ''

describe('signing in', () => {
  it('answers who it is, sets a cookie that no script reads, and is on record', async () => {
    const answer = await the.signIn({ login: ' Wang.Fang ', password })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      account: { id: '1', login: 'wang.fang', name: '王芳', grants: [handlerInNorth], units: ['north'] },
      expiresAt: '2026-05-06T02:00:00.000Z',
      timeZone: 'America/New_York',
    })
    expect(answer.json().account.permissions).toContain('case.sign')
    expect(answer.cookies).toEqual([expect.objectContaining({ httpOnly: true, sameSite: 'Strict', path: '/' })])
    expect(the.house.facts).toEqual([
      expect.objectContaining({
        type: 'SignedIn',
        actor: '1',
        stream: expect.stringMatching(/^access-[0-9a-f-]{36}$/),
      }),
    ])
    expect(JSON.stringify(the.house.facts)).not.toContain(tokenOf(answer))
    expect((await the.whoAmI(tokenOf(answer))).json()).toMatchObject({
      account: { id: '1' },
      timeZone: 'America/New_York',
    })
  })

  it('says the same for a wrong password and an unknown login, and keeps what was typed to itself', async () => {
    const [wrong, unknown] = [
      await the.signIn({ login: 'wang.fang', password: 'not-this-one' }),
      await the.signIn({ login: 'secret-typed-here', password }),
    ]
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
    expect(wrong.json()).toEqual(unknown.json())
    expect(the.house.facts.map(({ type, data }) => [type, data['why'], data['account']])).toEqual([
      ['SignInRefused', 'wrong-password', '1'],
      ['SignInRefused', 'unknown-login', undefined],
    ])
    expect(JSON.stringify(the.house.facts)).not.toContain('secret-typed-here')
  })

  it('takes as long for an unknown login as for a wrong password', async () => {
    const timed = async (login: string) => {
      const started = performance.now()
      await the.signIn({ login, password: 'not-this-one' })
      return performance.now() - started
    }
    await timed('warm-up')
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 4; round += 1) {
      times.known.push(await timed('wang.fang'))
      times.unknown.push(await timed(`nobody-${round}`))
    }
    const [known, unknown] = [Math.min(...times.known), Math.min(...times.unknown)]
    expect(Math.max(known, unknown)).toBeLessThan(5 * Math.min(known, unknown))
  })

  it('has to wait after five failures, even with the right password', async () => {
    for (let round = 0; round < 5; round += 1) await the.signIn({ login: 'wang.fang', password: 'not-this-one' })
    const answer = await the.signIn()
    expect(answer.statusCode).toBe(429)
    expect(answer.headers['retry-after']).toBe('30')
    expect(answer.json()).toMatchObject({ code: 'too-many-attempts', details: { retryAfterSeconds: 30 } })
    later(31)
    expect((await the.signIn()).statusCode).toBe(200)
  })

  it('is refused without the header, with other fields, and to a suspended account', async () => {
    expect((await the.signIn(undefined, {})).json()).toMatchObject({ status: 403, code: 'foreign-request' })
    expect((await the.signIn({ login: 'wang.fang', password, admin: true })).json()).toMatchObject({
      code: 'unknown-field',
    })
    the.happens(2, { type: 'AccountSuspended', data: {} })
    expect((await the.signIn()).json()).toMatchObject({ status: 403, code: 'account-suspended' })
  })

  it('leaves no session behind when it cannot be put on record', async () => {
    the.house.logIsDown = true
    const answer = await the.signIn()
    expect(answer.statusCode).toBe(503)
    expect(answer.cookies).toEqual([])
  })
})

describe('a session', () => {
  const post = (headers: object) => the.app.inject({ method: 'POST', url: '/api/anything', headers: { ...headers } })

  it('is needed, and so is the header for what changes something', async () => {
    const token = await the.signedIn()
    expect((await post(withCookie(token))).json()).toEqual({ id: '1' })
    expect((await post(belt)).json()).toMatchObject({ status: 401, code: 'not-signed-in' })
    expect((await post(withCookie(token, {}))).json()).toMatchObject({ status: 403, code: 'foreign-request' })
    expect((await post(withCookie(`${token.slice(1)}A`))).statusCode).toBe(401)
  })

  it('ends with signing out, which is on record', async () => {
    const token = await the.signedIn()
    const answer = await the.app.inject({ method: 'DELETE', url: '/api/session', headers: withCookie(token) })
    expect(answer.statusCode).toBe(204)
    expect(the.house.facts.map(({ type }) => type)).toEqual(['SignedIn', 'SignedOut'])
    expect(the.house.facts[0]?.stream).toBe(the.house.facts[1]?.stream)
    expect((await the.whoAmI(token)).statusCode).toBe(401)
  })

  it('ends when the account is suspended or its password changed, and follows its roles', async () => {
    const token = await the.signedIn()
    later(1)
    the.happens(2, { type: 'RoleRevoked', data: handlerInNorth })
    expect((await the.whoAmI(token)).json().account).toMatchObject({ grants: [], permissions: [], units: [] })
    the.happens(3, { type: 'PasswordChanged', data: {} })
    expect((await the.whoAmI(token)).statusCode).toBe(401)
    later(1)
    const again = await the.signedIn()
    the.happens(4, { type: 'AccountSuspended', data: {} })
    expect((await the.whoAmI(again)).statusCode).toBe(401)
  })

  it('ends in time', async () => {
    const token = await the.signedIn()
    later(7_201)
    expect((await the.whoAmI(token)).statusCode).toBe(401)
  })
})

describe('what a page asks on its own', () => {
  const ask = (token: string, headers: object = { 'x-automatic': 'true' }) =>
    the.app.inject({ method: 'GET', url: '/api/session', headers: withCookie(token, headers) })

  it('is answered while the session holds and never makes it last longer', async () => {
    const token = await the.signedIn()
    const { expiresAt } = (await ask(token)).json<{ expiresAt: string }>()
    for (let minutes = 0; minutes < 119; minutes += 1) {
      later(60)
      const answer = await ask(token)
      expect([minutes, answer.statusCode, answer.json().expiresAt]).toEqual([minutes, 200, expiresAt])
    }
    later(60)
    expect((await ask(token)).statusCode).toBe(401)
    expect((await ask(token, {})).statusCode).toBe(401)
  })

  it('ends nobody’s session who is at work beside it', async () => {
    const token = await the.signedIn()
    for (let hours = 0; hours < 3; hours += 1) {
      later(3_600)
      expect((await ask(token)).statusCode).toBe(200)
      expect((await ask(token, {})).statusCode).toBe(200)
    }
    // No other word in that header counts as use either.
    later(7_100)
    for (const word of ['false', '', '0']) expect((await ask(token, { 'x-automatic': word })).statusCode).toBe(200)
    later(101)
    expect((await ask(token, {})).statusCode).toBe(401)
  })
})

describe('a browser that signs in', () => {
  it('is given a token of its own, whatever it brought along', async () => {
    const planted = 'A'.repeat(43)
    const answer = await the.signIn(undefined, withCookie(planted))
    expect(tokenOf(answer)).not.toBe(planted)
    expect((await the.whoAmI(planted)).statusCode).toBe(401)
  })

  it('leaves no session behind that nobody could end any more', async () => {
    const first = await the.signedIn()
    const second = tokenOf(await the.signIn(undefined, withCookie(first)))
    expect((await the.whoAmI(first)).statusCode).toBe(401)
    expect((await the.whoAmI(second)).statusCode).toBe(200)
    expect(the.house.facts.map(({ type }) => type)).toEqual(['SignedIn', 'SignedOut', 'SignedIn'])
  })

  it('stays signed in as it was when the new password is wrong', async () => {
    const first = await the.signedIn()
    await the.signIn({ login: 'wang.fang', password: 'not-this-one' }, withCookie(first))
    expect((await the.whoAmI(first)).statusCode).toBe(200)
  })
})
