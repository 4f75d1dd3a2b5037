import { cityCategories, type CityCategory } from './categories.ts'
import { Chance } from './chance.ts'
import { cityPlaces, type CityPlace } from './places.ts'
import { cityStaff, type CityRole, type StaffMember } from './staff.ts'
import { cityUnits, type CityUnit } from './units.ts'

/** How a unit works: units differ, so that there is something to see. */
export type Manner = {
  /** Share of its cases that it reports too late. */
  readonly late: number
  readonly contacted: number
  readonly solved: number
  readonly satisfied: number
  /** Share of its reports that are sent back. */
  readonly rejected: number
  /** Share of its assignments that it tries to give back. */
  readonly returned: number
  /** Median share of the time limit that it takes. */
  readonly pace: number
}

export type World = {
  readonly seed: string
  readonly places: readonly CityPlace[]
  readonly streets: readonly CityPlace[]
  readonly units: readonly CityUnit[]
  readonly categories: readonly CityCategory[]
  readonly staff: readonly StaffMember[]
  place(code: string): CityPlace
  communitiesOf(street: string): readonly CityPlace[]
  hasUnit(code: string): boolean
  mannerOf(unit: string): Manner
  /** Those of the staff whom the simulator moves: all but the demo's own accounts. */
  working(role: CityRole, unit: string): readonly StaffMember[]
}

/** The unit whose complaints turn into consultations before they end: something for the data-quality guards to find. */
export const suspiciousUnit = 'transport-taxi'

function mannerOf(seed: string, unit: string): Manner {
  const chance = new Chance(seed, 'manner', unit)
  const good = chance.next()
  return {
    late: 0.048 - 0.042 * good + chance.between(-0.004, 0.006),
    contacted: 0.9 + 0.08 * good,
    solved: 0.66 + 0.24 * good + chance.between(-0.04, 0.04),
    satisfied: 0.62 + 0.26 * good + chance.between(-0.05, 0.05),
    rejected: 0.08 - 0.05 * good,
    returned: chance.happens(0.12) ? 0.11 : 0.035,
    pace: 0.5 - 0.22 * good,
  }
}

const groupBy = <Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

/** The city of a seed: always the same, wherever it is made. */
export function worldOf(seed: string): World {
  const places = cityPlaces(seed)
  const units = cityUnits(places)
  const staff = cityStaff(seed, units)
  const byCode = new Map(places.map((place) => [place.code, place]))
  const below = groupBy(places, ({ parent }) => parent ?? '')
  const posts = groupBy(
    staff.filter(({ demo }) => !demo),
    ({ grants: [grant] }) => `${grant?.role} ${grant?.unit}`,
  )
  const codes = new Set(units.map(({ code }) => code))
  const manners = new Map(units.map(({ code }) => [code, mannerOf(seed, code)]))
  return {
    seed,
    places,
    streets: places.filter(({ level }) => level === 'street'),
    units,
    categories: cityCategories,
    staff,
    place: (code) => found(byCode.get(code), code),
    communitiesOf: (street) => below.get(street) ?? [],
    hasUnit: (code) => codes.has(code),
    mannerOf: (unit) => found(manners.get(unit), unit),
    working: (role, unit) => found(posts.get(`${role} ${unit}`), `${role} in ${unit}`),
  }
}

function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`the city has no ${name}`)
  return thing
}
