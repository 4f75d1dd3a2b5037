import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { dictionaryNames, type DictionaryName } from './events.ts'
import type { Snapshot } from './snapshot.ts'

const params = Type.Object({ name: Type.Enum([...dictionaryNames]) })
const query = Type.Object({ at: Type.Optional(Type.String({ format: 'date-time' })) })

const days = (snapshot: Snapshot) => {
  const year = Number(snapshot.at.slice(0, 4))
  return [year - 1, year, year + 1].map((one) => ({
    year: one,
    /** False until the notice of that year's holidays has been entered. */
    known: snapshot.calendarCovers(`${one}-07-01`),
    days: snapshot.calendar.special.filter(({ date, kind }) => kind !== 'regular' && date.startsWith(`${one}-`)),
    plan: snapshot.calendar.plans.findLast(({ inForceFrom }) => inForceFrom <= snapshot.at),
  }))
}

const entriesOf: Record<DictionaryName, (snapshot: Snapshot) => readonly unknown[]> = {
  organisation: (snapshot) => snapshot.units(),
  categories: (snapshot) => snapshot.categories(),
  policy: (snapshot) => snapshot.rules(),
  calendar: days,
}

/** What forms choose from, as in force now or at a past instant. Holds no personal data: open to everybody signed in. */
export function dictionaryRoutes(app: FastifyInstance, snapshotAt: (at: string) => Snapshot, now: () => string): void {
  app.get<{ Params: Static<typeof params>; Querystring: Static<typeof query> }>(
    '/api/dictionaries/:name',
    { schema: { tags: ['dictionaries'], summary: '字典 · A dictionary as in force', params, querystring: query } },
    (request, reply) => {
      const { name } = request.params
      const snapshot = snapshotAt(request.query.at ? new Date(request.query.at).toISOString() : now())
      void reply.header('cache-control', 'no-cache')
      return { version: snapshot.versions[name], at: snapshot.at, entries: entriesOf[name](snapshot) }
    },
  )
}
