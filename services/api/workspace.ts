import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

import { sendProblem } from '../kernel/problem.ts'

/** The built workspace; every address that is no file is a page of it. */
export async function workspace(app: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html')
  if (existsSync(page)) {
    await app.register(fastifyStatic, {
      root: folder,
      index: ['index.html'],
      cacheControl: false,
      // The build lays them beside: nothing is compressed while somebody waits.
      preCompressed: true,
      // Names of built files carry their content's hash; the page itself must be asked for each time.
      setHeaders: (reply, path) =>
        void reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/') || request.method !== 'GET' || !existsSync(page)) {
      const words = {
        zh: '没有这个地址。请核对 /api/openapi.json。',
        en: 'There is no such address. See /api/openapi.json.',
      }
      return sendProblem(request, reply, { status: 404, code: 'no-such-address', words })
    }
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(readFileSync(page))
  })
}
