import type { FastifyInstance } from 'fastify'

import { LiveFeed } from '../live.ts'
import type { QueryWiring } from './wiring.ts'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
} as const

/** Where the browser stopped hearing; anything that is no position is as if it came for the first time. */
const heardUpTo = (id: string | string[] | undefined): bigint | undefined =>
  typeof id === 'string' && /^[0-9]{1,19}$/.test(id) ? BigInt(id) : undefined

export function feedRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const { views, reference } = wiring
  const announced = wiring.projections.filter(({ announced: told }) => told).map(({ name }) => name)
  const feed = new LiveFeed({ views, announced, reference })
  app.addHook('preClose', async () => feed.close())
  const schema = {
    tags: ['lists'],
    summary: '实时变更（SSE）· Live changes: event change {view, id, position}, event resync',
  }
  // A browser opens it anew by itself whenever the line was lost.
  app.get('/api/feed', { schema, config: { automatic: true } }, async (request, reply) => {
    const viewer = await wiring.viewerOf(request)
    const viewerNow = async () => wiring.viewerOf(request)
    // Answers 503 as a problem, before the stream begins, while there is nothing to tell of.
    for (const name of announced) views.read(name)
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers })
    feed.join({ response, viewer, viewerNow, missed: false }, heardUpTo(request.headers['last-event-id']))
  })
}
