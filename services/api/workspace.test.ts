import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { buildApp } from './app.ts'
import { workspace } from './workspace.ts'

const logged: unknown[] = []
let folder = ''
let app: FastifyInstance
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-'))
  mkdirSync(join(folder, 'ui', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'SECRET')
  writeFileSync(join(folder, 'ui', 'index.html'), '<!doctype html><title>PAGE</title>')
  writeFileSync(join(folder, 'ui', 'assets', 'a.js'), 'export {}')
  app = await buildApp({ logError: (error) => logged.push(error) })
  app.get('/api/things/:id', () => ({ found: true }))
  await workspace(app, join(folder, 'ui'))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

describe('the workspace’s files', () => {
  it('are sent, and every other address is a page', async () => {
    expect((await app.inject('/assets/a.js')).body).toBe('export {}')
    for (const url of ['/', '/sign-in', '/cases/1', `/cases/${'a'.repeat(300)}`])
      expect([url, (await app.inject(url)).body]).toEqual([url, expect.stringContaining('PAGE')])
  })

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5c..%5csecret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '//etc/passwd',
    '/%00',
    '/assets/%00.js',
    `/${'a'.repeat(300)}`,
    '/secret.txt',
    '/.env',
  ])('are all that is sent, and nobody is woken up for it: %#', async (url) => {
    const { statusCode, body } = await app.inject(url)
    expect([200, 404]).toContain(statusCode)
    expect(body).not.toContain('SECRET')
    expect(logged).toEqual([])
  })

  it('stand for no address of the interface', async () => {
    for (const url of ['/api/nothing', '/api/..%2fsecret.txt', `/api/things/${'a'.repeat(300)}`]) {
      const { statusCode, headers } = await app.inject(url)
      expect([url.slice(0, 30), Math.floor(statusCode / 100)]).toEqual([url.slice(0, 30), 4])
      expect(headers['content-type']).toContain('application/problem+json')
    }
    expect(logged).toEqual([])
  })
})
