import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { dictionaryNames } from '../../dictionaries/events.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { placesId } from '../../places/events.ts'
import { reaches } from '../../staff/permissions.ts'
import { viewerOf, type Viewer } from '../../staff/viewer.ts'
import type { Parts } from '../parts.ts'
import { mayAnywhere } from './audited.ts'
import { changesIn, comingIn, type Change } from './changes.ts'

const names = Type.Object({ name: Type.Enum([...dictionaryNames, placesId]) })
const ids = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' }) })
const query = Type.Object(
  {
    /** Of one entry: its code, or a rule's id. */
    entry: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z._-]{1,64}$' })),
    /** Only what does not hold yet. */
    coming: Type.Optional(Type.Boolean()),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  },
  { additionalProperties: false },
)

const noSuchAccount = () =>
  new Refusal('not-found', { zh: '没有该账号。请核对编号。', en: 'There is no such account.' }, { status: 404 })

async function changesOf({ ledger, nameOf }: Parts, stream: string) {
  const { events } = await ledger.store.read(stream)
  const named = (change: Change) => ({ ...change, actor: { ...change.actor, name: nameOf(change.actor.id) } })
  return changesIn(events).map(named)
}

function dictionaryChanges(app: FastifyInstance, parts: Parts): void {
  type Route = { Params: Static<typeof names>; Querystring: Static<typeof query> }
  const schema = {
    tags: ['audit'],
    summary: '字典变更记录 · Who changed a dictionary',
    params: names,
    querystring: query,
  }
  app.get<Route>('/api/dictionaries/:name/changes', { schema }, async (request) => {
    mayAnywhere(viewerOf(request), 'dictionary.edit', 'history.view')
    const { entry, coming, limit } = request.query
    const all = await changesOf(parts, `dictionary-${request.params.name}`)
    const about = entry === undefined ? all : all.filter((change) => change.entry === entry)
    if (coming) return { rows: comingIn(about, parts.lookup.now()).slice(0, limit), total: about.length }
    return { rows: about.slice(-limit).reverse(), total: about.length }
  })
}

/** The units in which the viewer looks after accounts, or audits them. */
function keptBy(parts: Parts, { grants }: Viewer): (unit: string) => boolean {
  const reference = parts.ledger.reference(parts.lookup.now())
  return (unit) => ['staff.manage', 'access.view'].some((permission) => reaches(grants, permission, [unit], reference))
}

/** What the account may do in units of others is not told here either: the list of accounts only counts it. */
const isElsewhere = ({ type, data }: Change, isMine: (unit: string) => boolean) =>
  (type === 'RoleGranted' || type === 'RoleRevoked') && !isMine(String(data['unit']))

function staffChanges(app: FastifyInstance, parts: Parts): void {
  const schema = {
    tags: ['audit'],
    summary: '账号变更记录 · Who changed an account',
    params: ids,
    querystring: Type.Object({}, { additionalProperties: false }),
  }
  app.get<{ Params: Static<typeof ids> }>('/api/staff/:id/changes', { schema }, async (request) => {
    const { id } = request.params
    const isMine = keptBy(parts, viewerOf(request))
    const account = parts.lookup.accounts.byId(id)
    if (!account || !isMine(account.unit)) throw noSuchAccount()
    const all = await changesOf(parts, `staff-${id}`)
    const rows = all.filter((change) => !isElsewhere(change, isMine)).reverse()
    return { rows, total: rows.length }
  })
}

/** Every change of a dictionary or an account is an event; here they are read: who, when, from when, and what it was before. */
export function changesRoutes(app: FastifyInstance, parts: Parts): void {
  dictionaryChanges(app, parts)
  staffChanges(app, parts)
}
