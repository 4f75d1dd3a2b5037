import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, type Client } from '../support/house.ts'
import { sampleOf } from './sampleBody.ts'

let house: House
let admin: Client
beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
})
afterAll(() => house.dispose())

type Operation = { requestBody?: { content: { 'application/json': { schema: Parameters<typeof sampleOf>[0] } } } }

/** Everything that could change something, as a foreign page would send it with the cookie of somebody signed in. */
async function changing() {
  const { body } = await admin.get('/api/openapi.json')
  const paths = (body as unknown as { paths: Record<string, Record<string, Operation>> }).paths
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      method === 'get'
        ? []
        : [
            {
              method: method.toUpperCase(),
              path: path.replaceAll(/\{\w+\}/g, randomUUID()),
              sample: requestBody && sampleOf(requestBody.content['application/json'].schema),
            },
          ],
    ),
  )
}

describe('what another site sends with the cookie of somebody who is signed in', () => {
  it.each(['', 'XMLHttpRequest', 'MINSHENG', 'minsheng, minsheng'])(
    'is refused on every route that could change something: %#',
    async (sent) => {
      const routes = await changing()
      expect(routes.length).toBeGreaterThan(50)
      const wrong: unknown[] = []
      for (const { method, path, sample } of routes) {
        const headers = { 'x-requested-with': sent, 'idempotency-key': randomUUID() }
        const { status, body } = await admin.send(method, path, sample, headers)
        if (status !== 403 || body['code'] !== 'foreign-request') wrong.push([method, path, status, body['code']])
      }
      expect(wrong).toEqual([])
      expect(await admin.get('/api/session')).toMatchObject({ status: 200 })
    },
  )

  it('is no form either: what forms can send is not read', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
      const answer = await fetch(`${house.base}/api/contacts/receive-contact`, {
        method: 'POST',
        headers: {
          cookie: admin.cookie,
          'content-type': type,
          'x-requested-with': 'minsheng',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({ channel: 'web', unit: 'root', callerKind: 'person' }),
      })
      expect([type, [400, 415].includes(answer.status)]).toEqual([type, true])
    }
  })

  it('is answered without leave for any other origin to read it', async () => {
    const answer = await fetch(`${house.base}/api/session`, {
      headers: { cookie: admin.cookie, origin: 'https://evil.example' },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})
