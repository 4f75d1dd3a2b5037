import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'

import { notPermitted } from '../../services/kernel/notPermitted.ts'
import { concernedUnits, nextStepOf } from '../cases/progress.ts'
import { afterQuery, idParams, type Asked } from './asked.ts'
import { askingOf, behindAfter, noSuch, type Asking } from './asking.ts'
import { caseFor, type FoundCase } from './casePage.ts'
import { looksAt, recentCasesOf } from './looks.ts'
import { maskText } from './masks.ts'
import { keysFor, textOf } from './opened.ts'
import { reachOf } from './viewer.ts'
import type { QueryWiring } from './wiring.ts'

const looksQuery = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }), after: afterQuery.properties.after },
  { additionalProperties: false },
)
const mineQuery = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 50, default: 8 }) },
  { additionalProperties: false },
)

function mustMayKnow({ row }: FoundCase, { viewer, reference }: Asking): void {
  const reach = reachOf({ units: viewer.accessUnits ?? [] }, reference)
  if (concernedUnits(row.progress).some(reach.covers)) return
  throw notPermitted('access.view')
}

/** The case and everybody who turned to us about it: who looked at one of them looked at the citizen. */
function subjectsOf({ id, row }: FoundCase): string[] {
  const { contact, links } = row.document
  const contacts = [...(contact === null ? [] : [contact]), ...links.map((link) => link.contact)]
  return [`case-${id}`, ...new Set(contacts.map((one) => `contact-${one}`))]
}

function looksRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = {
    tags: ['audit'],
    summary: '谁看过此工单 · Who looked at a case',
    params: idParams,
    querystring: looksQuery,
  }
  type Route = { Params: Asked<typeof idParams>; Querystring: Asked<typeof looksQuery> }
  app.get<Route>('/api/cases/:id/looks', { schema }, async (request) => {
    const { limit, after } = request.query
    const asking = await askingOf(wiring, request)
    const behind = await behindAfter(wiring, ['accessLog'], after)
    const found = caseFor(wiring.views.read('casePage'), request.params.id, asking)
    if (!found) throw noSuch()
    mustMayKnow(found, asking)
    const { rows, total } = looksAt(wiring.views.read('accessLog'), subjectsOf(found), limit)
    const shown = rows.map(({ account, ...look }) => ({
      ...look,
      account: { id: account, name: wiring.nameOf?.(account) },
    }))
    return { rows: shown, total, ...behind }
  })
}

function recentRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = { tags: ['audit'], summary: '我最近查看的工单 · Cases I looked at last', querystring: mineQuery }
  app.get<{ Querystring: Asked<typeof mineQuery> }>('/api/looks/mine', { schema }, async (request) => {
    const asking = await askingOf(wiring, request)
    const recent = recentCasesOf(wiring.views.read('accessLog'), asking.viewer.accountId)
    const pages = wiring.views.read('casePage')
    const found = [...recent.keys()].flatMap((id) => caseFor(pages, id, asking) ?? []).slice(0, request.query.limit)
    const keys = await keysFor(wiring.vault, ...found.map(({ row }) => row.document.title))
    const rows = found.map(({ id, row: { document, progress } }) => {
      const title = textOf(document.title, `case-${id}`, keys)
      const { caseNumber } = document
      const nextStep = nextStepOf(progress)
      return { id, caseNumber, title: title === null ? null : maskText(title), nextStep, at: recent.get(id) }
    })
    return { rows }
  })
}

/** Looking leaves a trace; here it can be read. */
export function lookRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  looksRoute(app, wiring)
  recentRoute(app, wiring)
}
