import { describe, expect, it } from 'vitest'

import { given } from '../../test/support/given.ts'
import { recorded } from '../../test/support/givenDictionary.ts'
import { buildApp } from '../api/app.ts'
import { definePlaces } from './commands/definePlaces.ts'
import type { Place, PlaceEvent } from './events.ts'
import { placesStream } from './events.ts'
import { PlaceBook, placesAsGeoJson } from './placeBook.ts'
import { placeRoutes } from './placeRoutes.ts'
import { places } from './places.ts'

const square: Place['shape'] = [
  [124, 31],
  [125, 31],
  [125, 32],
  [124, 31],
]
const inForceFrom = '2026-01-01T00:00:00.000Z'
const aPlace = (code: string, told: Partial<Place> = {}): Omit<Place, 'inForceFrom'> => ({
  code,
  name: `${code} 号地`,
  level: 'city',
  parent: null,
  population: 1000,
  areaKm2: 12,
  center: [124.5, 31.5],
  shape: square,
  ...told,
})
const city = aPlace('9901')
const district = aPlace('990101', { level: 'district', parent: '9901', nameEn: 'East District' })
const street = aPlace('990101001', { level: 'street', parent: '990101' })
const defined = (place: Omit<Place, 'inForceFrom'>, from = inForceFrom): PlaceEvent => ({
  type: 'PlaceDefined',
  data: { ...place, inForceFrom: from },
})

describe('define places', () => {
  it('takes a whole city at once, parents in the same batch', () =>
    given(places)
      .when(definePlaces, { places: [city, district, street], inForceFrom })
      .gives(defined(city), defined(district), defined(street)))

  it('skips what is there already', () =>
    given(places, defined(city), defined(district))
      .when(definePlaces, { places: [city, district], inForceFrom })
      .doesNothing())

  it('lets a place have another name from a day on', () =>
    given(places, defined(city))
      .when(definePlaces, { places: [{ ...city, name: '新名' }], inForceFrom: '2026-02-01T00:00:00.000Z' })
      .gives(defined({ ...city, name: '新名' }, '2026-02-01T00:00:00.000Z')))

  it('refuses a place outside the level above, a repeated code and an open ring', () => {
    const refuses = (rows: Omit<Place, 'inForceFrom'>[], code: string, field: string) =>
      given(places, defined(city)).when(definePlaces, { places: rows }).refuses(code, field)
    refuses([street], 'wrong-parent', 'places.0.parent')
    refuses([{ ...street, parent: '9901' }], 'wrong-parent', 'places.0.parent')
    refuses([{ ...district, parent: null }], 'wrong-parent', 'places.0.parent')
    refuses([district, district], 'repeated-code', 'places.1.code')
    refuses([{ ...district, shape: [...square.slice(0, 3), [9, 9]] }], 'open-ring', 'places.0.shape')
  })
})

function book(...events: readonly PlaceEvent[]): PlaceBook {
  const made = new PlaceBook()
  for (const event of recorded(placesStream, events)) made.apply(event)
  return made
}

describe('the book of places', () => {
  const later = '2026-06-01T00:00:00.000Z'
  const known = book(defined(city), defined(district), defined({ ...district, name: '新区' }, later))

  it('answers by the instant that is asked about', () => {
    expect(known.snapshot('2026-03-01T00:00:00.000Z').place('990101')?.name).toBe('990101 号地')
    expect(known.snapshot('2026-07-01T00:00:00.000Z').place('990101')?.name).toBe('新区')
    expect(known.snapshot('2026-03-01T00:00:00.000Z').place('990101')?.name).toBe('990101 号地')
    expect(known.snapshot('2025-01-01T00:00:00.000Z').all()).toEqual([])
    expect(known.snapshot(later).version).toBe(2)
  })

  it('takes each event once and overlooks other streams', () => {
    const twice = book(defined(city))
    for (const event of recorded(placesStream, [defined(city)])) twice.apply(event)
    for (const event of recorded('dictionary-policy', [defined(district)])) twice.apply(event)
    expect(twice.snapshot(later)).toMatchObject({ version: 0 })
    expect(twice.snapshot(later).all()).toHaveLength(1)
  })

  it('draws a level as GeoJSON', () => {
    const { type, features } = placesAsGeoJson(known.snapshot(later), 'district')
    expect(type).toBe('FeatureCollection')
    expect(features).toMatchObject([
      { id: '990101', properties: { name: '新区', nameEn: 'East District', population: 1000 } },
    ])
    expect(features[0]?.geometry).toEqual({ type: 'Polygon', coordinates: [square] })
  })
})

describe('the routes of places', () => {
  async function anApp() {
    const app = await buildApp({ logError: () => undefined })
    placeRoutes(app, { places: book(defined(city), defined(district)), now: () => '2026-03-01T00:00:00.000Z' })
    return app
  }

  it('lists places without shapes and maps a level with them', async () => {
    const app = await anApp()
    const list = await app.inject('/api/dictionaries/places?level=district')
    expect(list.json()).toMatchObject({ version: 1, entries: [{ code: '990101' }] })
    expect(list.body).not.toContain('shape')
    const map = await app.inject('/api/map?level=district')
    expect(map.json<{ features: unknown[] }>().features).toHaveLength(1)
    const headers = { 'if-none-match': String(map.headers.etag) }
    expect((await app.inject({ url: '/api/map?level=district', headers })).statusCode).toBe(304)
  })

  it('names what is wrong with a question', async () => {
    const app = await anApp()
    expect((await app.inject('/api/map?level=planet')).statusCode).toBe(400)
    expect((await app.inject('/api/map')).statusCode).toBe(400)
  })
})
