import type { FastifyInstance, FastifyRequest } from 'fastify'

import { accessStream } from '../access/events.ts'
import { dictionaryRoutes } from '../dictionaries/dictionaryRoutes.ts'
import { categoryTableRoute } from '../imports/categoryTableRoute.ts'
import { commandRoutes, type Sender } from '../kernel/commandRoutes.ts'
import type { Asked } from '../kernel/handle.ts'
import { placeRoutes } from '../places/placeRoutes.ts'
import { staff } from '../staff/account.ts'
import { changePassword } from '../staff/commands.ts'
import { ownSessionRoutes, type Whence } from '../staff/ownSessionRoutes.ts'
import { passwordRoutes } from '../staff/passwordRoutes.ts'
import { reaches } from '../staff/permissions.ts'
import { sessionRoutes } from '../staff/sessionRoutes.ts'
import { staffRoutes } from '../staff/staffRoutes.ts'
import { actorFor, requireSession, viewerOf } from '../staff/viewer.ts'
import { auditRoutes } from './audit/auditRoutes.ts'
import { evidenceRoute } from './audit/evidenceRoute.ts'
import { caseRoutes } from './caseRoutes.ts'
import { healthRoute } from './health.ts'
import { importing } from './importing.ts'
import type { Parts, ReadSide } from './parts.ts'
import { revealRoute } from './revealRoute.ts'
import { workspace } from './workspace.ts'

/** Where a session was begun from. */
async function whence({ ledger }: Parts, session: string): Promise<Whence> {
  const { events } = await ledger.store.read(accessStream(session), { maxCount: 1 })
  const { address, userAgent } = JSON.parse(events[0]?.dataText ?? '{}') as Whence
  return { ...(address !== undefined && { address }), ...(userAgent !== undefined && { userAgent }) }
}

/** Everything that this process answers. */
export async function routesOf(app: FastifyInstance, parts: Parts, readSide: ReadSide): Promise<void> {
  healthRoute(app, parts, readSide)
  const { lookup, vault, recorder, handler, rooms, ledger } = parts
  const sessionWiring = { ...lookup, vault, recorder }
  sessionRoutes(app, sessionWiring)
  ownSessionRoutes(app, { ...sessionWiring, whence: (session) => whence(parts, session) })
  passwordRoutes(app, {
    ...sessionWiring,
    change: async (request, account, commandId) => {
      const asked = { ...personAsking(parts, request), name: 'staff.changePassword', id: account, commandId, input: {} }
      const { position, repeated } = await handler.handle({ aggregate: staff, command: changePassword }, asked)
      return { position: position.toString(), repeated }
    },
  })
  await app.register(async (signedIn) => {
    // Before the body is read: whoever is not signed in learns nothing, not even which fields there are.
    signedIn.addHook('onRequest', requireSession(lookup))
    caseRoutes(signedIn, parts)
    revealRoute(signedIn, parts, readSide)
    evidenceRoute(signedIn, parts)
    auditRoutes(signedIn, parts)
    staffRoutes(signedIn, lookup.accounts, () => ledger.reference(lookup.now()))
    readSide.routes(signedIn, parts)
    placeRoutes(signedIn, { places: parts.places, now: lookup.now })
    categoryTableRoute(signedIn, {
      reference: () => ledger.reference(lookup.now()),
      mayEdit: (request) => void actorFor(viewerOf(request), 'dictionary.edit', [], ledger.reference(lookup.now())),
    })
    dictionaryRoutes(signedIn, (at) => parts.book.snapshot(at), lookup.now)
    const wiring = { handler, installation: ledger.installation, now: lookup.now, sender: senderOf }
    for (const room of rooms) commandRoutes(signedIn, room, wiring)
  })
  await importing(app, parts)
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await workspace(app, parts.settings.uiFolder)
}

function senderOf(request: FastifyRequest): Sender {
  const viewer = viewerOf(request)
  return {
    accountId: viewer.account.id,
    origin: 'live',
    authorise: (permission, units, reference) => actorFor(viewer, permission, units, reference),
    sees: (permission, units, reference) => reaches(viewer.grants, permission, units, reference),
  }
}

function personAsking({ lookup }: Parts, request: FastifyRequest): Omit<Asked, 'name' | 'id' | 'input' | 'commandId'> {
  const viewer = viewerOf(request)
  return {
    origin: 'live',
    now: lookup.now(),
    authorise: (permission, units, reference) => actorFor(viewer, permission, units, reference),
  }
}
