import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'

import { purposes } from '../../services/access/events.ts'
import { badField } from '../../services/kernel/refusal.ts'
import { afterQuery, idParams, type Asked } from './asked.ts'
import { askingOf, behindAfter, noSuch } from './asking.ts'
import { lookCounts, lookEvents, subjectsSeen, type LookEvent, type LookFilter, type LookPlace } from './lookLog.ts'
import { LookSubjects } from './lookSubjects.ts'
import { compareLooks, unusualRule } from './unusual.ts'
import type { QueryWiring } from './wiring.ts'

const lookTypes = [
  'CaseViewed',
  'ContactViewed',
  'FieldsRevealed',
  'PersonSearched',
  'HistoryViewed',
  'EvidenceExported',
  'RecordingPlayed',
] as const

const instant = Type.String({ format: 'date-time' })
const period = { from: instant, to: instant }
const listQuery = Type.Object(
  {
    ...period,
    /** Only looks at the citizen of this case, at whatever case or contact of theirs; of any length of time. */
    case: Type.Optional(idParams.properties.id),
    account: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' })),
    type: Type.Optional(Type.Enum([...lookTypes])),
    purpose: Type.Optional(Type.Enum([...purposes])),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 80, pattern: '^[0-9TZ:.-]{24} [0-9]{1,12} [0-9]{1,12}$' })),
    after: afterQuery.properties.after,
  },
  { additionalProperties: false },
)
const accountsQuery = Type.Object(period, { additionalProperties: false })

const mostDays = 92
/** Days by a clock that is set back for the winter. */
const mostMs = mostDays * 86_400_000 + 3_600_000
const iso = (text: string) => new Date(text).toISOString()

function periodOf({ from, to }: { from: string; to: string }, isBounded = true) {
  if (Date.parse(from) > Date.parse(to)) {
    throw badField('from', { zh: '起始时间晚于结束时间。', en: 'The beginning lies after the end.' })
  }
  if (isBounded && Date.parse(to) - Date.parse(from) > mostMs) {
    const words = { zh: `期间至多 ${mostDays} 天。请缩短。`, en: `Ask for ${mostDays} days at most.` }
    throw badField('to', words, 'period-too-long')
  }
  return { from: iso(from), to: iso(to) }
}

function placeOf(cursor: string | undefined): LookPlace | undefined {
  const [at, n, revision] = cursor?.split(' ') ?? []
  return at === undefined ? undefined : { at, n: Number(n), revision: Number(revision) }
}
const cursorOf = ({ at, n, revision }: LookPlace) => `${at} ${n} ${revision}`

/** So many events are gone through for one page; a viewer of few units then asks for the next. */
const mostScanned = 4_000
const piece = 500

function filterOf(subjects: LookSubjects, query: Asked<typeof listQuery>): LookFilter {
  const { account, type, purpose, case: about } = query
  if (about === undefined) return { ...periodOf(query), account, type, purpose }
  const among = subjects.ofCitizen(about)
  if (among.length === 0) throw noSuch()
  return { ...periodOf(query, false), account, type, purpose, among }
}

/** One page of what the viewer may know, and where the next begins. */
function page(wiring: QueryWiring, subjects: LookSubjects, query: Asked<typeof listQuery>) {
  const { limit, cursor } = query
  const filter = filterOf(subjects, query)
  const database = wiring.views.read('accessLog')
  const found: LookEvent[] = []
  let place = placeOf(cursor)
  for (let scanned = 0; scanned < mostScanned && found.length <= limit; scanned += piece) {
    const events = lookEvents(database, filter, piece, place)
    found.push(...events.filter((event) => event.subjects.some((subject) => subjects.isMine(subject))))
    place = events.at(-1)
    if (events.length < piece) {
      place = undefined
      break
    }
  }
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : place
  return { shown, nextCursor: last ? cursorOf(last) : null }
}

function listRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = { tags: ['audit'], summary: '访问记录：谁看了什么 · Who looked at what', querystring: listQuery }
  app.get<{ Querystring: Asked<typeof listQuery> }>('/api/looks', { schema }, async (request) => {
    const subjects = new LookSubjects(wiring, await askingOf(wiring, request))
    const behind = await behindAfter(wiring, ['accessLog'], request.query.after)
    const { shown, nextCursor } = page(wiring, subjects, request.query)
    const rows = shown.map(({ n, revision, account, subjects: seen, ...look }) => ({
      ...look,
      key: `${n}-${revision}`,
      account: { id: account, name: wiring.nameOf?.(account) },
      subjects: seen.filter((subject) => subjects.isMine(subject)).map((subject) => subjects.about(subject)),
    }))
    return { rows, nextCursor, ...behind }
  })
}

function accountsRoute(app: FastifyInstance, wiring: QueryWiring): void {
  const schema = {
    tags: ['audit'],
    summary: '谁看得比同事多 · How much everybody looked at',
    querystring: accountsQuery,
  }
  app.get<{ Querystring: Asked<typeof accountsQuery> }>('/api/looks/accounts', { schema }, async (request) => {
    const subjects = new LookSubjects(wiring, await askingOf(wiring, request))
    const asked = periodOf(request.query)
    const database = wiring.views.read('accessLog')
    const mine = subjects.everything ? undefined : subjectsSeen(database, asked).filter((one) => subjects.isMine(one))
    const counts = lookCounts(database, asked, mine)
    const rows = compareLooks(counts, (account) => wiring.rolesOf?.(account) ?? []).map(({ account, ...rest }) => ({
      account: { id: account, name: wiring.nameOf?.(account) },
      ...rest,
    }))
    return { rows, rule: unusualRule }
  })
}

/** Everybody's looks, for those who watch the watchers. There is no route that writes, changes or hides one. */
export function lookLogRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  listRoute(app, wiring)
  accountsRoute(app, wiring)
}
