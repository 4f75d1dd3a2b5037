import { gunzipSync } from 'node:zlib'

import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'

import { sendCompressed } from './compressed.ts'

const rows = Array.from({ length: 500 }, (_, n) => ({ code: `unit-${n}`, name: '路灯管理所' }))

async function asked(url: string, encoding?: string) {
  const app = Fastify()
  sendCompressed(app)
  app.get('/api/dictionaries/organisation', () => ({ rows }))
  app.get('/api/dictionaries/short', () => ({ rows: [] }))
  app.get('/api/cases/one', () => ({ rows }))
  const answer = await app.inject({ url, headers: encoding ? { 'accept-encoding': encoding } : {} })
  await app.close()
  return answer
}

describe('a long answer', () => {
  it('is compressed for whoever takes it, and says the same', async () => {
    const answer = await asked('/api/dictionaries/organisation', 'gzip, deflate, br')
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.rawPayload.length).toBeLessThan(JSON.stringify({ rows }).length / 4)
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual({ rows })
  })

  it.each([
    ['/api/dictionaries/organisation', undefined],
    ['/api/dictionaries/organisation', 'identity'],
    ['/api/dictionaries/short', 'gzip'],
    ['/api/cases/one', 'gzip'],
  ])('is sent as it is: %s to who takes %s', async (url, encoding) => {
    const answer = await asked(url, encoding)
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.json()).toHaveProperty('rows')
  })
})
