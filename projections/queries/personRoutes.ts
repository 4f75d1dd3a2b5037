import type { FastifyInstance } from 'fastify'

import { afterQuery, idParams, type Asked } from './asked.ts'
import { askingOf, behindAfter, noSuch, type Asking } from './asking.ts'
import { idOfCase } from './callerCases.ts'
import { callerFiles, callerViews, mustMaySearch, oldestPosition, personName, shownCaller } from './callerRoutes.ts'
import { callerOf, type CallerPerson } from './callers.ts'
import { lookEvents, lookTotal } from './lookLog.ts'
import { unitName } from './names.ts'
import { keysFor, type Keys } from './opened.ts'
import { fieldsOf } from './personFields.ts'
import { reachOf } from './viewer.ts'
import type { QueryWiring } from './wiring.ts'

/** What was said is gathered from so many of the newest contacts. */
const mostRead = 100
const mostLooks = 50

/**
 * Who looked at the person, at one of the contacts or at a case that one brought, for whom may know; the look that is
 * being answered is not among them.
 */
function looksFor(wiring: QueryWiring, { id, row, contacts }: CallerPerson, { viewer, reference }: Asking) {
  const reach = reachOf({ units: viewer.accessUnits ?? [] }, reference)
  if (!reach.everything && !reach.covers(row.unit)) return {}
  const workList = wiring.views.read('workList')
  const cases = new Set(contacts.flatMap((contact) => contact.cases))
  const subjects = [
    `person-${id}`,
    ...contacts.map((contact) => `contact-${contact.id}`),
    ...[...cases].flatMap((n) => idOfCase(workList, n)).map((one) => `case-${one}`),
  ]
  const log = wiring.views.read('accessLog')
  const events = lookEvents(log, { from: '', to: '~', among: subjects }, mostLooks)
  const shown = events.map(({ at, type: kind, subjects: seen, purpose, account }) => {
    const actor = { id: account, name: wiring.nameOf?.(account) }
    // One look may have been at others too: those are not told here.
    return { at, kind, subject: subjects.find((one) => seen.includes(one)), purpose, actor }
  })
  return { looks: shown, looksTotal: lookTotal(log, subjects) }
}

const headOf = (person: CallerPerson, { reference }: Asking, keys: Keys) => ({
  id: person.id,
  kind: person.row.kind,
  name: personName(person, keys),
  unit: person.row.unit,
  unitName: unitName(reference, person.row.unit),
  revision: String(person.revision),
  createdAt: person.row.createdAt,
})

/** The person's page for this viewer, on record. @throws Refusal (404) where there is none to be seen */
async function pageOf(wiring: QueryWiring, id: string, asking: Asking) {
  const caller = callerOf(callerFiles(wiring), { person: id }, asking)
  const [person] = caller.persons
  if (!person) throw noSuch()
  const looks = looksFor(wiring, person, asking)
  const said = caller.contacts.slice(0, mostRead)
  const sealed = said.map(({ row }) => [row.callerName, row.callerNumber, row.callerAddress])
  const [{ contacts, cases, subjects }, keys] = await Promise.all([
    shownCaller(wiring, caller, asking),
    keysFor(wiring.vault, sealed, person.row.name),
  ])
  await wiring.access.record(asking.viewer, { kind: 'ContactViewed', subjects, fields: ['person'] })
  const shown = { person: headOf(person, asking, keys), fields: fieldsOf(said, keys) }
  return { ...shown, contacts, cases: { ...cases, hidden: caller.hidden }, ...looks }
}

/** A person: who it is as contacts said it, and everything that the person has brought. */
export function personRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = {
    tags: ['persons'],
    summary: '诉求人（隐去个人信息，查看记录在案）· A person, masked; on record',
    params: idParams,
    querystring: afterQuery,
  }
  type Route = { Params: Asked<typeof idParams>; Querystring: Asked<typeof afterQuery> }
  app.get<Route>('/api/persons/:id', { schema }, async (request, reply) => {
    const { id } = request.params
    const asking = await askingOf(wiring, request)
    mustMaySearch(asking)
    const behind = await behindAfter(wiring, callerViews, request.query.after)
    const position = oldestPosition(wiring)
    const page = await pageOf(wiring, id, asking)
    const actions = (await wiring.personActionsOf?.(request, id)) ?? []
    void reply.header('ETag', `"${page.person.revision}"`)
    return { ...page, actions, position, ...behind }
  })
}
