import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { somebodyIsThere } from './presence.ts'
import { request } from './request.ts'

let sent: Record<string, string>[] = []
beforeEach(() => {
  sent = []
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (_: string, { headers }: { headers: Record<string, string> }) => {
    sent.push(headers)
    return Promise.resolve(Response.json({}))
  })
  somebodyIsThere()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a request', () => {
  it('is somebody’s while it follows what they did, and the page’s own after that', async () => {
    await request('/api/looks')
    vi.advanceTimersByTime(29_000)
    await request('/api/looks')
    vi.advanceTimersByTime(2_000)
    await request('/api/looks')
    await request('/api/metrics', { method: 'POST', body: {} })
    somebodyIsThere()
    await request('/api/looks')
    expect(sent.map((headers) => headers['X-Automatic'])).toEqual([undefined, undefined, 'true', 'true', undefined])
  })
})
