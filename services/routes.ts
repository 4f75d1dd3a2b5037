import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'

import { caseRoutes } from './caseRoutes.ts'
import { dictionaryRoutes } from './dictionaries/dictionaryRoutes.ts'
import { rootUnit } from './dictionaries/events.ts'
import type { ReferenceBook } from './dictionaries/referenceData.ts'
import { importRoutes } from './imports/importRoutes.ts'
import type { ImportTarget } from './imports/importRows.ts'
import { commandRoutes, type CommandRoom, type Sender } from './kernel/commandRoutes.ts'
import type { Actor } from './kernel/event.ts'
import { createdId, type Asked, type Handler, type Ledger } from './kernel/handle.ts'
import { sendProblem } from './kernel/problem.ts'
import type { Recorder } from './kernel/recorder.ts'
import { Operator } from './operator.ts'
import type { Settings } from './settings.ts'
import { staff } from './staff/account.ts'
import { changePassword } from './staff/commands.ts'
import { passwordRoutes } from './staff/passwordRoutes.ts'
import { sessionRoutes } from './staff/sessionRoutes.ts'
import { actorFor, requireSession, viewerOf, type SessionLookup } from './staff/viewer.ts'
import type { ConnectedVault } from './vault/client.ts'

export type Parts = {
  readonly settings: Settings
  readonly ledger: Ledger
  readonly handler: Handler
  readonly rooms: readonly CommandRoom[]
  readonly recorder: Recorder
  readonly lookup: SessionLookup
  readonly vault: ConnectedVault
  readonly book: ReferenceBook
  /** Name of an account, for lists that show who did something. */
  readonly nameOf: (account: string) => string | undefined
}

const importer: Actor = { kind: 'import', id: 'import', role: 'administrator', unit: rootUnit }

/** What the rooms downstream answer; `main.ts` brings it, since services knows nobody. */
export type ReadSide = {
  routes(app: FastifyInstance, parts: Parts): void
  /** How far each view is behind the head of the log. */
  lags(head: bigint | undefined): Readonly<Record<string, { readonly behind: boolean } | null>>
  close(): Promise<void>
}

function healthRoute(app: FastifyInstance, { ledger }: Parts, readSide: ReadSide): void {
  app.get(
    '/api/health',
    { schema: { tags: ['health'], summary: '健康状况 · Health', security: [] } },
    async (_, reply) => {
      const head = await ledger.store.head()
      const projections = readSide.lags(head)
      const up = Object.values(projections).every((lag) => lag !== null)
      const { id, kind } = ledger.installation
      const position = head?.toString() ?? null
      return reply
        .code(up ? 200 : 503)
        .send({ status: up ? 'ok' : 'starting', position, installation: { id, kind }, projections })
    },
  )
}

/** Everything that this process answers. */
export async function routesOf(app: FastifyInstance, parts: Parts, readSide: ReadSide): Promise<void> {
  healthRoute(app, parts, readSide)
  const { lookup, vault, recorder, handler, rooms, ledger } = parts
  const operator = new Operator(parts.settings.dataDir)
  const sessionWiring = { ...lookup, vault, recorder }
  sessionRoutes(app, sessionWiring)
  passwordRoutes(app, {
    ...sessionWiring,
    change: async (request, account, commandId) => {
      const asked = { ...personAsking(parts, request), name: 'staff.changePassword', id: account, commandId, input: {} }
      const { position } = await handler.handle({ aggregate: staff, command: changePassword }, asked)
      return { position: position.toString() }
    },
  })
  await app.register(async (signedIn) => {
    signedIn.addHook('preHandler', requireSession(lookup))
    const sender = (request: FastifyRequest): Sender => {
      const viewer = viewerOf(request)
      return {
        accountId: viewer.account.id,
        origin: 'live',
        authorise: (permission, units, reference) => actorFor(viewer, permission, units, reference),
      }
    }
    caseRoutes(signedIn, parts)
    readSide.routes(signedIn, parts)
    dictionaryRoutes(signedIn, (at) => parts.book.snapshot(at), lookup.now)
    for (const room of rooms) {
      commandRoutes(signedIn, room, { handler, installation: ledger.installation, now: lookup.now, sender })
    }
  })
  importRoutes(app, {
    target: importTarget(parts),
    recorder,
    rootUnit,
    timeZone: ledger.installation.timeZone,
    now: lookup.now,
    importer: (request) => {
      if (operator.sent(request)) return importer
      void requireSession(lookup)(request)
      return actorFor(viewerOf(request), 'import.run', [rootUnit], ledger.reference(lookup.now()))
    },
    defineCategories: (request, categories) => defineImported(parts, request, categories),
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await workspace(app, parts.settings.uiFolder)
}

function personAsking({ lookup }: Parts, request: FastifyRequest): Omit<Asked, 'name' | 'id' | 'input' | 'commandId'> {
  const viewer = viewerOf(request)
  return {
    origin: 'live',
    now: lookup.now(),
    authorise: (permission, units, reference) => actorFor(viewer, permission, units, reference),
  }
}

function importTarget({ ledger, handler, rooms, lookup }: Parts): ImportTarget {
  const roomOf = { receiveContact: 'contacts', importCase: 'cases' } as const
  return {
    async send(name, { commandId, occurredAt, source, input }) {
      const room = rooms.find(({ path }) => path === roomOf[name])
      const command = room?.commands[name]
      if (!room || !command) throw new Error(`there is no command ${name}`)
      const now = lookup.now()
      const id = createdId(ledger.installation, room.aggregate.category, importer.id, commandId)
      return handler.handle(
        { aggregate: room.aggregate, command },
        {
          name: `${room.path}.${name}`,
          id,
          input,
          commandId,
          origin: 'import',
          now,
          occurredAt,
          channel: 'import',
          source,
          authorise: () => importer,
          extra: () => room.extra?.(name, { now }) ?? Promise.resolve({}),
        },
      )
    },
    async exists(commandId) {
      const id = createdId(ledger.installation, 'case', importer.id, commandId)
      return (await ledger.store.read(`case-${id}`, { maxCount: 1 })).revision !== 'none'
    },
    reference: (at) => ledger.reference(at),
  }
}

const batchOfCategories = 500
/** An imported tree holds for everything that the same files bring, however old. */
const always = '1970-01-01T00:00:00.000Z'

async function defineImported(
  { handler, rooms, lookup }: Parts,
  request: FastifyRequest,
  categories: readonly object[],
) {
  const room = rooms.find(({ path }) => path === 'dictionaries/categories')
  const command = room?.commands['defineCategories']
  if (!room || !command) throw new Error('there is no command defineCategories')
  for (let from = 0; from < categories.length; from += batchOfCategories) {
    const { position } = await handler.handle(
      { aggregate: room.aggregate, command },
      {
        name: 'dictionaries/categories.defineCategories',
        id: 'categories',
        input: { categories: categories.slice(from, from + batchOfCategories), inForceFrom: always },
        commandId: `${request.id}-${lookup.now()}-${from}`.replaceAll(/[^A-Za-z0-9-]/g, '-'),
        origin: 'import',
        now: lookup.now(),
        authorise: () => importer,
      },
    )
    await room.settled?.(position)
  }
}

/** The built workspace; every address that is no file is a page of it. */
async function workspace(app: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html')
  if (existsSync(page)) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: ['index.html'],
      maxAge: '1h',
      immutable: false,
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
