import type { FastifyInstance } from 'fastify'

import { afterQuery, idParams, type Asked } from './asked.ts'
import { askingOf, behindAfter, noSuch, positionText, type Asking } from './asking.ts'
import { ownerOf } from './callers.ts'
import { caseFor, casesOfContact, contactRow, shownCase, shownContact, type FoundContact } from './casePage.ts'
import { keysFor, type Keys } from './opened.ts'
import { shownEntry, timelineFor } from './timeline.ts'
import { sightOf } from './viewer.ts'
import type { QueryWiring } from './wiring.ts'

type Route = { Params: Asked<typeof idParams>; Querystring: Asked<typeof afterQuery> }

const schemaOf = (summary: string) => ({ tags: ['cases'], summary, params: idParams, querystring: afterQuery })

/** Whose page could be opened; told to those who may look for persons. */
function personBehind({ views }: QueryWiring, contact: string, { viewer }: Asking): { person?: string } {
  if (!viewer.permissions.includes('person.search')) return {}
  const owner = ownerOf(views.read('persons'), contact)
  return owner ? { person: owner.id } : {}
}

function callerOf(wiring: QueryWiring, contact: FoundContact | undefined, keys: Keys, asking: Asking) {
  if (!contact) return null
  const { cases } = casesOfContact(wiring.views.read('casePage'), contact.id, asking)
  return { ...shownContact(contact, cases, keys), ...personBehind(wiring, contact.id, asking) }
}

function caseRoute(app: FastifyInstance, wiring: QueryWiring): void {
  app.get<Route>('/api/cases/:id', { schema: schemaOf('工单详情 · A case') }, async (request, reply) => {
    const { id } = request.params
    const { views, vault, access } = wiring
    const asking = await askingOf(wiring, request)
    const behind = await behindAfter(wiring, ['casePage', 'contacts'], request.query.after)
    const found = caseFor(views.read('casePage'), id, asking)
    if (!found) throw noSuch()
    const position = positionText(wiring, 'casePage')
    const { contact: contactId } = found.row.document
    const contact = contactId === null ? undefined : contactRow(views.read('contacts'), contactId)
    const subjects = [`case-${id}`, ...(contact ? [`contact-${contact.id}`] : [])]
    const [, keys, actions] = await Promise.all([
      access.record(asking.viewer, { kind: 'CaseViewed', subjects, fields: ['page'] }),
      keysFor(vault, found.row, contact?.row),
      wiring.actionsOf?.(request, id) ?? [],
    ])
    const shown = shownCase(found, asking.reference, keys)
    void reply.header('ETag', `"${shown.revision}"`)
    return { ...shown, contact: callerOf(wiring, contact, keys, asking), actions, position, ...behind }
  })
}

function timelineRoute(app: FastifyInstance, wiring: QueryWiring): void {
  app.get<Route>(
    '/api/cases/:id/timeline',
    { schema: schemaOf('工单时间线 · Timeline of a case') },
    async (request) => {
      const { id } = request.params
      const asking = await askingOf(wiring, request)
      const behind = await behindAfter(wiring, ['caseTimeline'], request.query.after)
      const entries = timelineFor(wiring.views.read('caseTimeline'), id, asking)
      if (!entries) throw noSuch()
      const position = positionText(wiring, 'caseTimeline')
      const looked = { kind: 'CaseViewed', subjects: [`case-${id}`], fields: ['timeline'] } as const
      const [keys] = await Promise.all([
        keysFor(wiring.vault, ...entries.map(({ data }) => data)),
        wiring.access.record(asking.viewer, looked),
      ])
      const nameOf = wiring.nameOf ?? (() => undefined)
      const show = { names: asking.reference, keys, nameOf }
      return { entries: entries.map((entry) => shownEntry(id, entry, show)), position, ...behind }
    },
  )
}

/** A contact is reached through a case that names it, or through the desk that took it; not where it is a secret. */
function reachedCases(wiring: QueryWiring, { id, row }: FoundContact, asking: Asking): readonly string[] | undefined {
  const { cases, isSecret } = casesOfContact(wiring.views.read('casePage'), id, asking)
  const { viewer, reference } = asking
  const mayTake = viewer.permissions.includes('contact.receive')
  const atDesk = mayTake && sightOf(viewer, reference)({ units: [row.unit], protected: false })
  return cases.length > 0 || (atDesk && !isSecret) ? cases : undefined
}

function contactRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = { ...schemaOf('来件（隐去个人信息）· A contact, masked'), tags: ['contacts'] }
  app.get<Route>('/api/contacts/:id', { schema }, async (request) => {
    const { id } = request.params
    const asking = await askingOf(wiring, request)
    const behind = await behindAfter(wiring, ['contacts', 'casePage'], request.query.after)
    const contact = contactRow(wiring.views.read('contacts'), id)
    const cases = contact && reachedCases(wiring, contact, asking)
    if (!contact || !cases) throw noSuch()
    const position = positionText(wiring, 'contacts')
    const looked = { kind: 'ContactViewed', subjects: [`contact-${id}`], fields: ['masked'] } as const
    const [keys] = await Promise.all([keysFor(wiring.vault, contact.row), wiring.access.record(asking.viewer, looked)])
    return { contact: shownContact(contact, cases, keys), position, ...behind }
  })
}

export function caseRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  caseRoute(app, wiring)
  timelineRoute(app, wiring)
  contactRoute(app, wiring)
}
