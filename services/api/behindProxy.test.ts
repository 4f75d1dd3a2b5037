import { describe, expect, it } from 'vitest'

import { buildApp } from './app.ts'

describe('behind a proxy', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }
  const asked = async (proxies: readonly string[]) => {
    const behind = await buildApp({ logError: () => undefined, proxies })
    behind.get('/api/who', ({ ip, protocol }) => ({ ip, protocol }))
    const answer = await behind.inject({ url: '/api/who', headers: forwarded, remoteAddress: '10.1.2.3' })
    await behind.close()
    return answer.json<{ ip: string; protocol: string }>()
  }

  it('takes the word of the proxies that are named, and of nobody else', async () => {
    expect(await asked(['10.0.0.0/8'])).toEqual({ ip: '203.0.113.7', protocol: 'https' })
    for (const others of [[], ['192.0.2.1']]) expect(await asked(others)).toEqual({ ip: '10.1.2.3', protocol: 'http' })
  })
})
