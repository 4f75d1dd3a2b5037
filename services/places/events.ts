import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

/** 市 区县 街道乡镇 社区村, from the widest to the narrowest. */
export const placeLevels = ['city', 'district', 'street', 'community'] as const
export type PlaceLevel = (typeof placeLevels)[number]

const code = Type.String({ minLength: 1, maxLength: 64 })
const name = Type.String({ minLength: 1, maxLength: 200 })
const point = Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })])

/** What a place is, as commands take it and events keep it. */
export const placeFields = {
  code,
  name,
  nameEn: Type.Optional(name),
  level: Type.Enum(placeLevels),
  /** Null for the city alone. */
  parent: Type.Union([code, Type.Null()]),
  population: Type.Integer({ minimum: 0 }),
  areaKm2: Type.Number({ minimum: 0 }),
  /** Longitude and latitude in degrees, where a label or a dot stands. */
  center: point,
  /** Outer ring of a GeoJSON polygon: closed, anticlockwise, coarse. */
  shape: Type.Array(point, { minItems: 4, maxItems: 2000 }),
}

/** `dictionary-places`. A place that is defined again is like that from its new `inForceFrom` on. */
export const placeEvents = {
  /** The stream's first event, so that commands find a dictionary, however empty. */
  PlacesBegun: { version: 1, data: Type.Object({}) },
  PlaceDefined: {
    version: 1,
    data: Type.Object({ ...placeFields, inForceFrom: Type.String({ format: 'date-time' }) }),
  },
} satisfies EventCatalogue

export type PlaceEvent = EventsOf<typeof placeEvents>
export type Place = Extract<PlaceEvent, { type: 'PlaceDefined' }>['data']

export const placesId = 'places'
export const placesStream = `dictionary-${placesId}`

/** What an installation's dictionary of places begins with; appended to a stream that is not there. */
export const placesSeed: { readonly stream: string; readonly events: readonly PlaceEvent[] } = {
  stream: placesStream,
  events: [{ type: 'PlacesBegun', data: {} }],
}
