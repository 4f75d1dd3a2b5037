import type { Category, Unit } from '../kernel/reference.ts'
import type { CategoryDefinition, UnitDefinition } from './dictionary.ts'
import { pathOf, type Held } from './inForce.ts'

type Node = { readonly code: string; readonly parent: string | null }

const pathsOf = <Entry extends Node>(held: ReadonlyMap<string, Held<Entry>>) =>
  new Map([...held.keys()].map((code) => [code, pathOf(code, (inner) => held.get(inner)?.entry.parent)]))

/** All units that are or were in force, retired ones included, by code. */
export function unitTree(held: ReadonlyMap<string, Held<UnitDefinition>>): Map<string, Unit> {
  const paths = pathsOf(held)
  const units = [...held].map(([code, { entry, until }]): [string, Unit] => {
    const { name, nameEn, parent, handlesCases, inForceFrom } = entry
    const path = paths.get(code) ?? [code]
    const names = nameEn === undefined ? { name } : { name, nameEn }
    const end = until === undefined ? {} : { until }
    return [code, { code, ...names, parent, path, level: path.length, handlesCases, inForceFrom, ...end }]
  })
  return new Map(units)
}

export function categoryTree(held: ReadonlyMap<string, Held<CategoryDefinition>>): Map<string, Category> {
  const paths = pathsOf(held)
  const parents = new Set([...held.values()].filter(({ inForce }) => inForce).map(({ entry }) => entry.parent))
  const categories = [...held].map(([code, { entry }]): [string, Category] => {
    const { name, nameEn, parent } = entry
    const path = paths.get(code) ?? [code]
    const names = path.map((inner) => held.get(inner)?.entry.name ?? inner)
    const own = nameEn === undefined ? { name } : { name, nameEn }
    return [code, { code, ...own, parent, path, names, level: path.length, leaf: !parents.has(code) }]
  })
  return new Map(categories)
}
