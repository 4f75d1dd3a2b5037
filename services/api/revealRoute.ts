import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { purpose } from '../access/events.ts'
import { cases } from '../cases/case.ts'
import { concerns } from '../cases/state.ts'
import { contacts } from '../contacts/contact.ts'
import type { Metadata } from '../kernel/event.ts'
import { notPermitted } from '../kernel/notPermitted.ts'
import { erased, findSealed, open } from '../kernel/personal.ts'
import { persons } from '../persons/person.ts'
import { reaches } from '../staff/permissions.ts'
import { actorFor, viewerOf, type Viewer } from '../staff/viewer.ts'
import { looker, noSuch, params, recordLook, type Params } from './caseRoutes.ts'
import type { Parts, ReadSide } from './parts.ts'

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

const personBody = Type.Object(
  { fields: Type.Array(Type.Enum(['name']), { minItems: 1, maxItems: 1 }), purpose },
  { additionalProperties: false },
)

type Plain = Record<string, string | { readonly erased: true }>

/** Opens personal fields of the last event of this type that holds them. */
async function openedFields(parts: Parts, stream: string, type: string, fields: readonly string[]): Promise<Plain> {
  const { events } = await parts.ledger.store.read(stream)
  const last = events.findLast((event) => event.type === type)
  if (!last) throw noSuch()
  const { commandId } = JSON.parse(last.metadataText) as Metadata
  const wanted = findSealed(JSON.parse(last.dataText)).filter(({ field }) => fields.includes(field))
  const keys = await parts.vault.getKeys([...new Set(wanted.map(({ sealed }) => sealed.$key))])
  return Object.fromEntries(
    wanted.map(({ sealed, field }) => {
      const plain = open(sealed, keys, { stream, commandId, field })
      return [field, plain === erased ? { erased: true } : plain]
    }),
  )
}

type CasesOf = Pick<ReadSide, 'casesOf'>

/** Units of the cases that name a contact and that the viewer may see, and whether there are protected ones besides. */
type Reached = { readonly seen: readonly string[]; readonly hidesProtected: boolean }

async function reachedThrough(
  parts: Parts,
  viewer: Viewer,
  contact: string,
  named: readonly string[],
): Promise<Reached> {
  const reference = parts.ledger.reference(parts.lookup.now())
  const seen: string[] = []
  let hidesProtected = false
  for (const one of new Set(named)) {
    const { state } = await parts.handler.refresh(cases, `case-${one}`)
    if (!state.contacts.some((joined) => joined.contact === contact)) continue
    const units = concerns(state)
    const may = (permission: string) => reaches(viewer.grants, permission, units, reference)
    const isOpen = !state.identityProtected || may('case.view-protected')
    if (isOpen && may('case.view')) seen.push(...units)
    hidesProtected ||= !isOpen
  }
  return { seen, hidesProtected }
}

/**
 * A contact is reached through a case that it brought or joined, or through the desk that took it. Whoever may not see a
 * protected case learns neither who brought it nor, where nothing else leads to the contact, that it is there.
 */
async function mayReveal(parts: Parts, viewer: Viewer, id: string, named: readonly string[]): Promise<void> {
  const { state, tail } = await parts.handler.refresh(contacts, `contact-${id}`)
  if (tail.revision === 'none') throw noSuch()
  const reference = parts.ledger.reference(parts.lookup.now())
  const { seen, hidesProtected } = await reachedThrough(parts, viewer, id, [...state.cases, ...named])
  const desk = hidesProtected ? [] : contacts.units(state)
  if (seen.length === 0 && !desk.some((unit) => reaches(viewer.grants, 'case.view', [unit], reference))) throw noSuch()
  if (hidesProtected) throw notPermitted('person.reveal')
  actorFor(viewer, 'person.reveal', [...desk, ...seen], reference)
}

function contactRoute(app: FastifyInstance, parts: Parts, { casesOf }: CasesOf): void {
  const schema = {
    tags: ['contacts'],
    summary: '查看隐去的字段（记录在案）· Reveal masked fields, on record',
    params,
    body: revealBody,
  }
  type Route = { Params: Params; Body: Static<typeof revealBody> }
  app.post<Route>('/api/contacts/:id/reveal', { schema }, async (request) => {
    const viewer = viewerOf(request)
    const { id } = request.params
    const { fields, purpose: why, case: shown } = request.body
    await mayReveal(parts, viewer, id, [...casesOf(id), ...(shown === undefined ? [] : [shown])])
    await recordLook(parts, looker(viewer), 'FieldsRevealed', { subject: `contact-${id}`, fields, purpose: why })
    return openedFields(parts, `contact-${id}`, 'ContactReceived', fields)
  })
}

/** A person is reached through the desk that keeps the record; not where each contact is one of a protected caller. */
async function mayRevealPerson(parts: Parts, viewer: Viewer, id: string, { casesOf }: CasesOf): Promise<void> {
  const { state, tail } = await parts.handler.refresh(persons, `person-${id}`)
  if (tail.revision === 'none') throw noSuch()
  const reference = parts.ledger.reference(parts.lookup.now())
  actorFor(viewer, 'person.reveal', persons.units(state), reference)
  if (state.contacts.length === 0) return
  for (const contact of state.contacts) {
    const { seen, hidesProtected } = await reachedThrough(parts, viewer, contact, casesOf(contact))
    if (seen.length > 0 || !hidesProtected) return
  }
  throw noSuch()
}

function personRoute(app: FastifyInstance, parts: Parts, readSide: CasesOf): void {
  const schema = {
    tags: ['persons'],
    summary: '查看诉求人姓名（记录在案）· Reveal a person’s name, on record',
    params,
    body: personBody,
  }
  type Route = { Params: Params; Body: Static<typeof personBody> }
  app.post<Route>('/api/persons/:id/reveal', { schema }, async (request) => {
    const viewer = viewerOf(request)
    const { id } = request.params
    const { fields, purpose: why } = request.body
    await mayRevealPerson(parts, viewer, id, readSide)
    await recordLook(parts, looker(viewer), 'FieldsRevealed', { subject: `person-${id}`, fields, purpose: why })
    return openedFields(parts, `person-${id}`, 'PersonNamed', fields)
  })
}

/** Masked fields in clear: with a purpose, on record before they are sent. */
export function revealRoute(app: FastifyInstance, parts: Parts, readSide: CasesOf): void {
  contactRoute(app, parts, readSide)
  personRoute(app, parts, readSide)
}
