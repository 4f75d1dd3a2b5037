import type { FastifyInstance, FastifyRequest } from 'fastify'

import { cases } from '../cases/case.ts'
import { contacts } from '../contacts/contact.ts'
import { rootUnit } from '../dictionaries/events.ts'
import { importRoutes } from '../imports/importRoutes.ts'
import type { ImportTarget } from '../imports/importRows.ts'
import type { Actor } from '../kernel/event.ts'
import { fingerprintOf } from '../kernel/fingerprint.ts'
import { createdId } from '../kernel/handle.ts'
import { actorFor, refuseForeign, viewerStill } from '../staff/viewer.ts'
import { Operator } from './founding/operator.ts'
import type { Parts } from './parts.ts'

const importer: Actor = { kind: 'import', id: 'import', role: 'administrator', unit: rootUnit }

/** The importer: who holds the operator's token, or is signed in and may import. @throws Refusal */
function importerOf({ lookup, ledger }: Parts, operator: Operator, request: FastifyRequest): Actor {
  if (operator.sent(request)) return importer
  refuseForeign(request)
  return actorFor(viewerStill(request, lookup), 'import.run', [rootUnit], ledger.reference(lookup.now()))
}

/** `/api/imports/…`, wired to the same commands that people use. */
export async function importing(app: FastifyInstance, parts: Parts): Promise<void> {
  const { lookup, recorder, ledger } = parts
  const operator = new Operator(parts.settings.dataDir)
  await app.register(async (imports) => {
    // Before the body is read: a stranger's 24 MB are not even received.
    imports.addHook('onRequest', async (request) => {
      importerOf(parts, operator, request)
    })
    importRoutes(imports, {
      target: importTarget(parts),
      recorder,
      rootUnit,
      timeZone: ledger.installation.timeZone,
      now: lookup.now,
      importer: (request) => importerOf(parts, operator, request),
      defineCategories: (request, categories) => defineImported(parts, request, categories),
    })
  })
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
          extra: () => room.extra?.(name, { id, now }) ?? Promise.resolve({}),
        },
      )
    },
    async standing({ commandId, input }) {
      const id = createdId(ledger.installation, cases.category, importer.id, commandId)
      const { tail, commands } = await handler.refresh(cases, `case-${id}`)
      if (tail.revision === 'none') return 'absent'
      const fingerprint = fingerprintOf(ledger.fingerprintSecret, 'cases.importCase', input)
      return commands.get(commandId)?.fingerprint === fingerprint ? 'same' : 'changed'
    },
    contactId: (commandId) => createdId(ledger.installation, contacts.category, importer.id, commandId),
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
