import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'

import { purpose } from '../access/events.ts'
import { cases } from '../cases/case.ts'
import { concerns } from '../cases/state.ts'
import { contacts } from '../contacts/contact.ts'
import type { Metadata } from '../kernel/event.ts'
import { erased, findSealed, open } from '../kernel/personal.ts'
import { actorFor, viewerOf } from '../staff/viewer.ts'
import { looker, noSuch, params, recordLook, type Params } from './caseRoutes.ts'
import type { Parts } from './parts.ts'

const revealBody = Type.Object(
  {
    fields: Type.Array(Type.Enum(['callerName', 'callerNumber', 'callerAddress']), {
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    }),
    purpose,
    /** The case on whose page it is asked for. */
    case: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' })),
  },
  { additionalProperties: false },
)

/** Opens personal fields of the first event of a contact. */
async function contactFields(parts: Parts, id: string, fields: readonly string[]): Promise<Record<string, unknown>> {
  const stream = `contact-${id}`
  const { events } = await parts.ledger.store.read(stream, { maxCount: 1 })
  const [first] = events
  if (!first) throw noSuch()
  const data = JSON.parse(first.dataText) as Record<string, unknown>
  const { commandId } = JSON.parse(first.metadataText) as Metadata
  const wanted = findSealed(data).filter(({ field }) => fields.includes(field))
  const keys = await parts.vault.getKeys([...new Set(wanted.map(({ sealed }) => sealed.$key))])
  return Object.fromEntries(
    wanted.map(({ sealed, field }) => {
      const plain = open(sealed, keys, { stream, commandId, field })
      return [field, plain === erased ? { erased: true } : plain]
    }),
  )
}

export function revealRoute(app: FastifyInstance, parts: Parts): void {
  app.post<{ Params: Params; Body: Static<typeof revealBody> }>(
    '/api/contacts/:id/reveal',
    {
      schema: {
        tags: ['contacts'],
        summary: '查看隐去的字段（记录在案）· Reveal masked fields, on record',
        params,
        body: revealBody,
      },
    },
    async (request) => {
      const viewer = viewerOf(request)
      const { id } = request.params
      await mayReveal(parts, request, id)
      const { fields, purpose: why } = request.body
      await recordLook(parts, looker(viewer), 'FieldsRevealed', { subject: `contact-${id}`, fields, purpose: why })
      return contactFields(parts, id, fields)
    },
  )
}

/** A contact is reached through the desk that took it, or through a case that it brought or joined. */
async function mayReveal(
  parts: Parts,
  request: FastifyRequest<{ Params: Params; Body: Static<typeof revealBody> }>,
  id: string,
) {
  const viewer = viewerOf(request)
  const { state, tail } = await parts.handler.refresh(contacts, `contact-${id}`)
  if (tail.revision === 'none') throw noSuch()
  const reference = parts.ledger.reference(parts.lookup.now())
  const units = new Set(contacts.units(state))
  for (const one of new Set([...state.cases, ...(request.body.case ? [request.body.case] : [])])) {
    const { state: about } = await parts.handler.refresh(cases, `case-${one}`)
    if (!about.contacts.some(({ contact }) => contact === id)) continue
    if (about.identityProtected) actorFor(viewer, 'case.view-protected', concerns(about), reference)
    for (const unit of concerns(about)) units.add(unit)
  }
  actorFor(viewer, 'person.reveal', [...units], reference)
}
