import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'

import { placeLevels } from './events.ts'
import { placesAsGeoJson, type PlaceBook } from './placeBook.ts'

export type PlaceWiring = {
  readonly places: Pick<PlaceBook, 'snapshot'>
  readonly now: () => string
}

const at = Type.Optional(Type.String({ format: 'date-time' }))
const listQuery = Type.Object({ at, level: Type.Optional(Type.Enum(placeLevels)) })
const mapQuery = Type.Object({ at, level: Type.Enum(placeLevels) })

/**
 * `GET /api/dictionaries/places` for forms (without shapes) and `GET /api/map?level=` for maps (GeoJSON). Whoever is
 * signed in may ask; the hook that requires a session is the wiring's.
 */
export function placeRoutes(app: FastifyInstance, { places, now }: PlaceWiring): void {
  const snapshotAt = (asked: string | undefined) =>
    places.snapshot(asked === undefined ? now() : new Date(asked).toISOString())

  app.get('/api/dictionaries/places', { schema: { tags: ['dictionaries'], querystring: listQuery } }, (request) => {
    const { at: asked, level } = queryOf<typeof listQuery>(request)
    const snapshot = snapshotAt(asked)
    const entries = level === undefined ? snapshot.all() : snapshot.at(level)
    return { version: snapshot.version, entries: entries.map(({ shape: _shape, ...entry }) => entry) }
  })

  app.get('/api/map', { schema: { tags: ['dictionaries'], querystring: mapQuery } }, (request, reply) => {
    const { at: asked, level } = queryOf<typeof mapQuery>(request)
    const snapshot = snapshotAt(asked)
    // Shapes change once in years; a browser asks again only whether they did.
    const etag = `"places-${snapshot.version}-${level}"`
    void reply.header('etag', etag).header('cache-control', 'private, no-cache')
    if (asked === undefined && request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.send(placesAsGeoJson(snapshot, level))
  })
}

/** The schema has checked it. */
const queryOf = <Schema extends Parameters<typeof Type.Array>[0]>(request: FastifyRequest) =>
  request.query as Static<Schema>
