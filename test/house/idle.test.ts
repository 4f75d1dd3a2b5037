import { join } from 'node:path'

import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, type Client } from '../support/house.ts'

let house: House
let client: Client
beforeAll(async () => {
  house = await House.start()
  client = await house.admin()
})
afterAll(() => house.dispose())

const hourMs = 3_600_000

/** When the sessions were last used; `moved` puts that back first, as if the desk had been left since. */
function seen(moved = 0): number {
  const database = new Database(join(house.dataDir, 'sessions.sqlite'))
  try {
    if (moved > 0) database.prepare('UPDATE sessions_v1 SET seen = seen - ?').run(moved)
    return database.prepare('SELECT max(seen) FROM sessions_v1').pluck().get() as number
  } finally {
    database.close()
  }
}

const expiry = async (headers: Record<string, string> = {}) =>
  (await client.send('GET', '/api/session', undefined, headers)).body['expiresAt']

/** Listens for as long as it takes to be heard. */
async function listened(): Promise<number> {
  const ending = new AbortController()
  const { status, body } = await fetch(`${house.base}/api/feed`, {
    headers: { cookie: client.cookie },
    signal: ending.signal,
  })
  await body?.getReader().read()
  ending.abort()
  return status
}

const automatic = { 'x-automatic': 'true' }
const polled = ['looks/mine', 'audit/proof', 'audit/views', 'work-list', 'counts', 'session']

describe('a desk that was left', () => {
  it('is signed out in time, whatever its open page asks and listens to', async () => {
    const left = seen(1.5 * hourMs)
    const expires = await expiry(automatic)
    expect(await listened()).toBe(200)
    for (const path of polled)
      expect([path, (await client.send('GET', `/api/${path}`, undefined, automatic)).status]).toEqual([path, 200])
    const question = { questions: [{ name: 'case-volume' }] }
    await client.send('POST', '/api/metrics', question, automatic)
    expect(seen()).toBe(left)
    expect(await expiry(automatic)).toBe(expires)
    seen(0.5 * hourMs)
    expect(await client.send('GET', '/api/counts', undefined, automatic)).toMatchObject({ status: 401 })
    expect(await listened()).toBe(401)
  })

  it('is signed in for two hours more as soon as somebody asks', async () => {
    client = await house.admin()
    const left = seen(1.5 * hourMs)
    expect((await client.get('/api/counts')).status).toBe(200)
    expect(seen()).toBeGreaterThan(left + hourMs)
  })
})
