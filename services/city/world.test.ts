import { describe, expect, it } from 'vitest'

import { cityCategories, matters } from './categories.ts'
import { Chance } from './chance.ts'
import { areaOf } from './geometry.ts'
import { personName, phoneOf, phonePrefix } from './people.ts'
import { placeRow } from './places.ts'
import { doorUnit } from './staff.ts'
import { cityRoot } from './units.ts'
import { suspiciousUnit, worldOf } from './world.ts'

const world = worldOf('test')
const unique = (values: readonly string[]) => new Set(values).size === values.length

describe('the world of the city', () => {
  it('is the same for the same seed and another one for another', () => {
    expect(worldOf('test').places).toEqual(world.places)
    expect(worldOf('other').places).not.toEqual(world.places)
  })

  it('has about 120 units in four levels, each below a known one', () => {
    const parents = new Map<string, string>(world.units.map(({ code, parent }) => [code, parent]))
    const level = (code: string): number => (code === cityRoot ? 1 : 1 + level(parents.get(code) ?? cityRoot))
    expect(world.units.length).toBeGreaterThan(110)
    expect(unique(world.units.map(({ code }) => code))).toBe(true)
    expect(new Set(world.units.map(({ code }) => level(code)))).toEqual(new Set([2, 3, 4]))
    expect(world.units.every(({ parent }) => parent === cityRoot || parents.has(parent))).toBe(true)
  })

  it('has about 200 categories in three levels, each with a responsible unit and something to say', () => {
    expect(cityCategories.length).toBeGreaterThan(190)
    expect(unique(cityCategories.map(({ code }) => code))).toBe(true)
    expect(cityCategories.every(({ code }) => /^(\d\d){1,3}$/.test(code))).toBe(true)
    for (const matter of matters) {
      expect(matter.unit === 'street' || world.hasUnit(matter.unit)).toBe(true)
      expect(matter.told.length + matter.asked.length).toBeGreaterThan(0)
      expect(matter.types.length).toBeGreaterThan(0)
    }
  })

  it('divides the city into districts, streets and communities without gaps', () => {
    const area = (level: string) =>
      world.places.filter((place) => place.level === level).reduce((sum, { shape }) => sum + areaOf(shape), 0)
    for (const level of ['district', 'street', 'community']) expect(area(level)).toBeCloseTo(area('city'), 3)
    const count = (level: string) => world.places.filter((place) => place.level === level).length
    expect([count('district'), count('street')]).toEqual([7, 60])
    expect(count('community')).toBeGreaterThan(200)
    expect(unique(world.places.map(({ code }) => code))).toBe(true)
  })

  it('gives every place a closed ring and every name an English one', () => {
    for (const { shape } of world.places.map(placeRow)) expect(shape.at(-1)).toEqual(shape[0])
    const named = [...world.units, ...world.categories, ...world.places, ...world.staff]
    for (const { nameEn } of named) expect(nameEn).toMatch(/^[\x20-\x7e]+$/)
  })

  it('has somebody in every role and a handler in every unit that handles cases', () => {
    const working = (role: Parameters<typeof world.working>[0], unit: string) => world.working(role, unit).length
    expect(working('agent', 'hotline')).toBe(12)
    for (const { code } of world.units) expect(working('handler', code)).toBeGreaterThan(0)
    expect(world.staff.filter(({ demo }) => demo).map(({ login }) => login)).toContain('auditor')
    expect(world.staff.every(({ login }) => /^[a-z0-9][a-z0-9._-]{2,31}$/.test(login))).toBe(true)
    expect(world.hasUnit(suspiciousUnit) && world.hasUnit(doorUnit)).toBe(true)
  })
})

describe('the people of the city', () => {
  it('have numbers that are nobody’s', () => {
    const numbers = Array.from({ length: 500 }, (_, person) => phoneOf(person * 197))
    expect(numbers.every((number) => number.startsWith(phonePrefix) && number.length === 11)).toBe(true)
    expect(unique(numbers)).toBe(true)
  })

  it('have names of two or three characters, always the same ones', () => {
    const names = Array.from({ length: 300 }, (_, person) => personName(new Chance('person', person)))
    expect(names.every(({ surname, given }) => /^[\u4e00-\u9fff]{2,3}$/.test(surname + given))).toBe(true)
    expect(personName(new Chance('person', 7))).toEqual(names[7])
  })
})
