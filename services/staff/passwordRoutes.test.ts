import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { aSessionApp, password, withCookie, type SessionApp } from '../../test/support/aSessionApp.ts'

const next = '云开见月-Window-51'

let the: SessionApp
beforeEach(async () => {
  the = await aSessionApp()
})
afterEach(() => the.close())

describe('changing one’s own password', () => {
  const change = (token: string, body: object) =>
    the.app.inject({ method: 'POST', url: '/api/session/password', payload: body, headers: withCookie(token) })

  it('needs the present one, ends all other sessions, and lets the new one in', async () => {
    const token = await the.signedIn()
    expect((await change(token, { current: 'not-this-one', password: next })).json()).toMatchObject({
      field: 'current',
    })
    expect((await change(token, { current: password, password: 'short' })).json()).toMatchObject({ code: 'too-short' })
    const changed = await change(token, { current: password, password: next })
    expect(changed.statusCode).toBe(204)
    expect(the.house.facts.at(-2)).toMatchObject({ stream: 'staff-1', type: 'PasswordChanged', data: {} })
    expect(the.house.facts.at(-1)).toMatchObject({ type: 'SignedIn' })
    const [fresh] = changed.cookies
    expect((await the.whoAmI(fresh?.value ?? '')).statusCode).toBe(200)
    expect((await the.whoAmI(token)).statusCode).toBe(401)
    expect((await the.signIn()).statusCode).toBe(401)
    expect((await the.signIn({ login: 'wang.fang', password: next })).statusCode).toBe(200)
  })

  it('cannot be used to guess it', async () => {
    const token = await the.signedIn()
    for (let round = 0; round < 5; round += 1) await change(token, { current: 'not-this-one', password: next })
    expect((await change(token, { current: password, password: next })).statusCode).toBe(429)
  })
})

describe('changing another’s password', () => {
  it('goes through the command, and only then to the vault', async () => {
    const token = await the.signedIn()
    const change = (id: string, body: object) => {
      const headers = { ...withCookie(token), 'idempotency-key': randomUUID() }
      return the.app.inject({ method: 'POST', url: `/api/staff/${id}/change-password`, payload: body, headers })
    }
    expect((await change('2', { password: next })).statusCode).toBe(404)
    expect((await change('1', { password: 'password123' })).json()).toMatchObject({ code: 'too-common' })
    expect(the.house.changes).toEqual([])
    expect((await change('1', { password: next })).json()).toEqual({ id: '1', position: '1' })
    expect(the.house.changes).toEqual(['1'])
    expect((await the.signIn({ login: 'wang.fang', password: next })).statusCode).toBe(200)
  })

  it('is on record each time: a key that was used sets no other password', async () => {
    const token = await the.signedIn()
    const headers = { ...withCookie(token), 'idempotency-key': randomUUID() }
    const change = (wanted: string, cookie: object = headers) =>
      the.app.inject({
        method: 'POST',
        url: '/api/staff/1/change-password',
        payload: { password: wanted },
        headers: { ...cookie },
      })
    expect((await change(next)).statusCode).toBe(202)
    const fresh = await the.signIn({ login: 'wang.fang', password: next })
    const again = { ...headers, ...withCookie(fresh.cookies[0]?.value ?? '') }
    expect((await change('春江花月-Bridge-82', again)).json()).toMatchObject({ status: 422, code: 'key-reused' })
    expect((await the.signIn({ login: 'wang.fang', password: next })).statusCode).toBe(200)
    // The same once more is the answer that was lost.
    expect((await change(next, again)).statusCode).toBe(202)
    expect(the.house.changes).toEqual(['1'])
  })
})
