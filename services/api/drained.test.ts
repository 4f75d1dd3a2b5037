import { connect, type AddressInfo } from 'node:net'

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { buildApp } from './app.ts'

let app: FastifyInstance
let port: number

beforeAll(async () => {
  app = await buildApp({ logError: () => undefined })
  app.post('/api/thing', () => ({ done: true }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  ;({ port } = app.server.address() as AddressInfo)
})
afterAll(() => app.close())

/** What a sender hears who reads only when all is sent, and how much of it could be sent. */
function sent(bytes: number): Promise<{ heard: string; fault: string }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let [heard, fault] = ['', '']
    socket.on('error', ({ message }) => (fault = message))
    socket.on('close', () => resolve({ heard, fault }))
    socket.on('data', (chunk) => (heard += chunk.toString()))
    socket.pause()
    socket.write(
      `POST /api/thing HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n`,
    )
    let left = bytes
    const chunk = Buffer.alloc(100_000, 0x61)
    const step = () => {
      if (left <= 0 || socket.destroyed) return void socket.resume()
      left -= chunk.length
      socket.write(chunk, () => setTimeout(step, 2))
    }
    step()
  })
}

describe('a body that is too large', () => {
  it('is refused in words that its sender can read', async () => {
    const { heard, fault } = await sent(8_000_000)
    expect(fault).toBe('')
    expect(heard).toContain('HTTP/1.1 413')
    expect(heard).toContain('too-large')
  })

  it('is not waited for without end', { timeout: 20_000 }, async () => {
    const began = performance.now()
    await sent(64_000_000)
    expect(performance.now() - began).toBeLessThan(15_000)
  })
})
