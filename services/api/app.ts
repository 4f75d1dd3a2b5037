import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance } from 'fastify'

import { problemOf, sendProblem, unexpected } from '../kernel/problem.ts'
import { sendCompressed } from './compressed.ts'
import { drained } from './drained.ts'
import { validatorCompiler } from './validation.ts'

export type AppOptions = {
  /** Anything that is not an error of ours is told here. */
  readonly logError: (error: unknown, about: string) => void
  /** Addresses whose word is taken on who asks (X-Forwarded-For) and whether by TLS (X-Forwarded-Proto). */
  readonly proxies?: readonly string[]
}

const maxBody = 1_500_000

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}

const openapi = {
  openapi: '3.1.0',
  info: {
    title: '民声 Minsheng',
    version: '0.1.0',
    description:
      'Government service hotline on an event log. Commands answer 202 with a position; queries take ?after=.',
  },
  components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'minsheng' } } },
  security: [{ session: [] }],
} as const

/** The HTTP edge without its rooms: limits, headers, errors, OpenAPI. Never listens. */
export async function buildApp({ logError, proxies = [] }: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: maxBody,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 60_000,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    forceCloseConnections: true,
    // What fails before a route is found (an address that is no UTF-8) is answered like everything else.
    frameworkErrors: (error, request, reply) => {
      void sendProblem(request, reply, problemOf(error) ?? unexpected)
    },
  })
  app.setValidatorCompiler(validatorCompiler)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(swagger, { openapi: structuredClone(openapi) as never })
  sendCompressed(app)
  // Answers are about people: no browser and no proxy keeps them, unless a route says that one may.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.setErrorHandler(async (error, request, reply) => {
    await drained(request.raw)
    const problem = problemOf(error)
    if (problem) return sendProblem(request, reply, problem)
    logError(error, `${request.method} ${request.routeOptions.url ?? 'unknown address'}`)
    return sendProblem(request, reply, unexpected)
  })
  return app
}
