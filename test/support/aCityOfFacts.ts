import type { Origin } from '../../services/kernel/event.ts'
import { imported, live } from './aLifeOfACase.ts'
import type { FactLog } from './factLog.ts'
import { day, hour, Life, type Written } from './life.ts'

/** mulberry32: the same seed, the same city. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const cityUnits: readonly (readonly [code: string, parent: string | null])[] = [
  ['city', null],
  ['hotline', 'city'],
  ['east', 'city'],
  ['west', 'city'],
  ['east-1', 'east'],
  ['east-2', 'east'],
  ['west-1', 'west'],
  ['west-2', 'west'],
]
export const cityCategories: readonly (readonly [code: string, parent: string | null])[] = [
  ['01', null],
  ['02', null],
  ...['0101', '0102'].map((code) => [code, '01'] as const),
  ...['0201', '0202'].map((code) => [code, '02'] as const),
  ...['010101', '010102', '010201', '020101', '020102', '020201'].map((code) => [code, code.slice(0, 4)] as const),
]
/** The dictionaries of the small city. */
export function cityDictionaries(at: string): Written[] {
  const inForceFrom = at
  const units = cityUnits.map(([code, parent]) => ({
    type: 'UnitDefined',
    data: { code, name: code, parent, handlesCases: true, inForceFrom },
  }))
  const categories = cityCategories.map(([code, parent]) => ({
    type: 'CategoryDefined',
    data: { code, name: code, parent, inForceFrom },
  }))
  return [
    { stream: 'dictionary-organisation', facts: units, about: { at } },
    { stream: 'dictionary-categories', facts: categories, about: { at } },
  ]
}

/** The facts of a small city in the order in which they are recorded. */
export function cityFacts(options: { cases: number; seed: number; from: string; days: number }): Written[] {
  const random = seeded(options.seed)
  const from = Date.parse(options.from)
  const all = cityDictionaries(options.from)
  for (let number = 1; number <= options.cases; number += 1) {
    const origin: Origin = number % 20 === 0 ? 'import' : number % 3 === 0 ? 'synthetic' : 'live'
    const life = new Life(`case-c${number}`, from + hour + Math.floor(random() * options.days * day), origin, random)
    if (origin === 'import') imported(life, number)
    else live(life, number)
    all.push(...life.written)
  }
  return all.sort((a, b) => (a.about.at < b.about.at ? -1 : Number(a.about.at > b.about.at)))
}

export async function writeAll(log: FactLog, written: readonly Written[]): Promise<void> {
  for (const { stream, facts, about } of written) await log.write(stream, facts, about)
}
