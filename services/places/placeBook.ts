import type { Metadata } from '../kernel/event.ts'
import type { RecordedEvent } from '../kernel/eventStore.ts'
import { placesStream, type Place, type PlaceLevel } from './events.ts'
import { places, placesAt, type PlaceEntry, type Places } from './places.ts'

/** The places that hold at one instant. */
export type PlaceSnapshot = {
  /** Revision of the dictionary's newest event; -1 where nothing is defined. */
  readonly version: number
  place(code: string): Place | undefined
  all(): readonly Place[]
  at(level: PlaceLevel): readonly Place[]
}

type Feature = {
  readonly type: 'Feature'
  readonly id: string
  readonly properties: Pick<Place, 'code' | 'name' | 'parent' | 'population' | 'areaKm2' | 'center'> & {
    nameEn: string
  }
  readonly geometry: { readonly type: 'Polygon'; readonly coordinates: readonly [Place['shape']] }
}
export type FeatureCollection = { readonly type: 'FeatureCollection'; readonly features: readonly Feature[] }

/** The dictionary of places in memory; folds `dictionary-places`. */
export class PlaceBook {
  #state: Places = places.initial
  #last: { readonly at: string; readonly held: Map<string, PlaceEntry> } | undefined

  /** Takes in one event; those of other streams, unknown types and events that were seen before change nothing. */
  apply(event: RecordedEvent): void {
    if (event.stream !== placesStream || event.type !== 'PlaceDefined') return
    if (Number(event.revision) <= this.#state.revision) return
    const data = JSON.parse(event.dataText) as Place
    const metadata = JSON.parse(event.metadataText) as Metadata
    this.#state = places.evolve.PlaceDefined(this.#state, data, { ...event, metadata })
    this.#last = undefined
  }

  /** @param at ISO instant in UTC with milliseconds */
  snapshot(at: string): PlaceSnapshot {
    const held = this.#held(at)
    return {
      version: this.#state.revision,
      place: (code) => held.get(code),
      all: () => [...held.values()],
      at: (level) => [...held.values()].filter((place) => place.level === level),
    }
  }

  /** Whoever asks, asks about now: until something else comes into force, the last answer stands. */
  #held(at: string): Map<string, PlaceEntry> {
    const last = this.#last
    if (last && last.at <= at && !this.#begins(last.at, at)) return last.held
    const held = placesAt(this.#state, at)
    this.#last = { at, held }
    return held
  }

  #begins(after: string, until: string): boolean {
    for (let link = this.#state.newest; link; link = link.before) {
      if (link.entry.inForceFrom > after && link.entry.inForceFrom <= until) return true
    }
    return false
  }
}

/** All places of a level as GeoJSON, ordered by code. */
export function placesAsGeoJson(snapshot: PlaceSnapshot, level: PlaceLevel): FeatureCollection {
  const ordered = snapshot.at(level).toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return { type: 'FeatureCollection', features: ordered.map(featureOf) }
}

function featureOf({ code, name, nameEn, parent, population, areaKm2, center, shape }: Place): Feature {
  return {
    type: 'Feature',
    id: code,
    properties: { code, name, nameEn: nameEn ?? name, parent, population, areaKm2, center },
    geometry: { type: 'Polygon', coordinates: [shape] },
  }
}
