import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { FastifyInstance } from 'fastify'

const zip = promisify(gzip)
/** Below this a packet carries it anyway. */
const worthIt = 4_096
/** Long lists of codes and numbers. Nothing that repeats what was asked beside a secret: its length would tell of it. */
const long = /^\/api\/(dictionaries|metrics)(\/|\?|$)/

/** Sends the dictionaries and the numbers compressed to whoever takes gzip. */
export function sendCompressed(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < worthIt || !long.test(request.url)) return payload
    reply.header('vary', 'accept-encoding')
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return payload
    reply.header('content-encoding', 'gzip')
    reply.removeHeader('content-length')
    return zip(payload)
  })
}
