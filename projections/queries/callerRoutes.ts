import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { notPermittedAnywhere } from '../../services/kernel/notPermitted.ts'
import { badField } from '../../services/kernel/refusal.ts'
import { callerToken } from '../contacts/callerForms.ts'
import { afterQuery, type Asked } from './asked.ts'
import { askingOf, behindAfter, type Asking } from './asking.ts'
import { listedContact, shownCases } from './callerCases.ts'
import { callerOf, type Caller, type CallerFiles, type CallerPerson } from './callers.ts'
import { maskName } from './masks.ts'
import { keysFor, textOf, type Keys } from './opened.ts'
import type { QueryWiring } from './wiring.ts'

export const callerViews = ['contacts', 'persons', 'casePage', 'workList'] as const

const searchBody = Type.Object(
  {
    number: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, title: '电话号码', description: 'Telephone number' }),
    ),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', title: '姓名或名称', description: 'Name' }),
    ),
    id: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$', title: '诉求人编号', description: 'Id of a person' }),
    ),
  },
  { additionalProperties: false },
)
type SearchBody = Static<typeof searchBody>

export function mustMaySearch({ viewer }: Asking): void {
  if ((viewer.searchUnits ?? []).length > 0) return
  throw notPermittedAnywhere('person.search')
}

/** The one thing that is asked for. @throws Refusal (400) where it is none, or several */
function oneOf(body: SearchBody): { by: 'number' | 'name' | 'id'; typed: string } {
  const given = (['number', 'name', 'id'] as const).filter((field) => body[field] !== undefined)
  const [by] = given
  if (by !== undefined && given.length === 1) return { by, typed: body[by] ?? '' }
  throw badField(given[1] ?? 'number', {
    zh: '请在 number、name、id 中恰好填写一项。',
    en: 'Give exactly one of number, name and id.',
  })
}

const unreadable = {
  number: {
    zh: '不是电话号码。请填写 3 至 16 位数字，可含空格、横线、区号或 +86。',
    en: 'is no telephone number. Give 3 to 16 digits; spaces, dashes, an area code and +86 are understood.',
  },
  name: { zh: '中没有姓名。请填写姓名或名称。', en: 'holds no name. Give a name.' },
}

/** The index's token for what was typed. @throws Refusal (400) naming `field` where that is no number or name */
export async function tokenFor({ vault }: QueryWiring, kind: 'number' | 'name', typed: string, field: string = kind) {
  const token = callerToken(await secretOf(vault), kind, typed)
  if (token) return token
  const { zh, en } = unreadable[kind]
  throw badField(field, { zh: `${field} ${zh}`, en: `${field} ${en}` })
}

const secrets = new WeakMap<object, Promise<Buffer>>()

/** The vault is asked once; a failed question is forgotten. */
function secretOf(vault: QueryWiring['vault']): Promise<Buffer> {
  const known = secrets.get(vault)
  if (known) return known
  const asked = vault.secret('callers')
  secrets.set(vault, asked)
  asked.catch(() => secrets.delete(vault))
  return asked
}

const kinds = { number: 'number', name: 'name', id: 'identity' } as const
const mostContacts = 20

export const callerFiles = ({ views }: QueryWiring): CallerFiles => ({
  contacts: views.read('contacts'),
  persons: views.read('persons'),
  casePage: views.read('casePage'),
  workList: views.read('workList'),
})

/** What is in every one of the files for sure. */
export const oldestPosition = ({ views }: QueryWiring): string =>
  callerViews
    .map((name) => views.position(name) ?? 0n)
    .reduce((oldest, one) => (one < oldest ? one : oldest))
    .toString()

export const personName = ({ id, row }: CallerPerson, keys: Keys): string | null => {
  const name = textOf(row.name, `person-${id}`, keys)
  return name === null ? null : maskName(name)
}

const listedPerson = (person: CallerPerson, keys: Keys) => ({
  id: person.id,
  kind: person.row.kind,
  name: personName(person, keys),
  contacts: person.contacts.length,
  lastAt: person.contacts.map(({ row }) => row.receivedAt).reduce((last, at) => (at > last ? at : last), '') || null,
})

/** Contacts and cases of a caller, and the streams that are shown with them. */
export async function shownCaller(wiring: QueryWiring, caller: Caller, asking: Asking) {
  const newest = caller.contacts.slice(0, mostContacts)
  const rows = newest.map(({ row }) => [row.callerName, row.callerNumber])
  const [keys, cases] = await Promise.all([
    keysFor(wiring.vault, rows, ...caller.persons.map(({ row }) => row.name)),
    shownCases(wiring, caller.cases, asking),
  ])
  const workList = wiring.views.read('workList')
  const contacts = newest.map((contact) => listedContact(contact, workList, keys))
  const subjects = [
    ...caller.persons.map(({ id }) => `person-${id}`),
    ...contacts.map(({ id }) => `contact-${id}`),
    ...[...cases.open, ...cases.closed].map(({ id }) => `case-${id}`),
  ]
  const total = { total: caller.contacts.length, ...(caller.more ? { totalIsAtLeast: true } : {}) }
  return { keys, cases, contacts: { ...total, rows: contacts }, subjects }
}

/** A number or name stands in no address: those are kept by proxies and browsers. */
export function callerRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = {
    tags: ['persons'],
    summary: '来电人及其工单（查询记录在案）· Who is calling, and their cases; on record',
    body: searchBody,
    querystring: afterQuery,
  }
  type Route = { Body: SearchBody; Querystring: Asked<typeof afterQuery> }
  app.post<Route>('/api/callers/search', { schema }, async (request) => {
    const asking = await askingOf(wiring, request)
    mustMaySearch(asking)
    const one = oneOf(request.body)
    const sought = one.by === 'id' ? { person: one.typed } : { token: await tokenFor(wiring, one.by, one.typed) }
    const behind = await behindAfter(wiring, callerViews, request.query.after)
    const caller = callerOf(callerFiles(wiring), sought, asking)
    const position = oldestPosition(wiring)
    const { keys, contacts, cases, subjects } = await shownCaller(wiring, caller, asking)
    await wiring.access.record(asking.viewer, { kind: 'PersonSearched', by: kinds[one.by], subjects })
    const { persons, hidden } = caller
    return {
      persons: persons.map((person) => listedPerson(person, keys)),
      contacts,
      cases: { ...cases, hidden },
      known: persons.length > 0 || contacts.total > 0 || hidden > 0,
      position,
      ...behind,
    }
  })
}
