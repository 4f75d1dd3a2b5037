import { computed, shallowRef } from 'vue'

import { ask } from '../api/ask.ts'
import type { Category, Unit } from '../api/types.ts'
import { i18n } from '../i18n.ts'

/** A district, street or community of the installation's own dictionary. */
type Place = {
  readonly code: string
  readonly name: string
  readonly nameEn?: string
  readonly level: string
  readonly parent: string | null
}
type Dictionary<Entry> = { readonly version: number; readonly entries: readonly Entry[] }

/** A line of a pick list: a tree in reading order. */
export type PickOption = {
  readonly code: string
  readonly label: string
  /** Names from the root down to this one. */
  readonly path: readonly string[]
  readonly depth: number
  readonly selectable: boolean
}

const units = shallowRef<readonly Unit[]>([])
const categories = shallowRef<readonly Category[]>([])
const places = shallowRef<readonly Place[]>([])
let asked: Promise<unknown> | undefined

async function load(): Promise<void> {
  const [organisation, tree, map] = await Promise.all([
    ask<Dictionary<Unit>>('/api/dictionaries/organisation'),
    ask<Dictionary<Category>>('/api/dictionaries/categories'),
    ask<Dictionary<Place>>('/api/dictionaries/places'),
  ])
  places.value = map.entries.filter(({ level }) => level !== 'city')
  units.value = organisation.entries
  categories.value = tree.entries
}

const ensure = () =>
  (asked ??= load().catch(() => {
    asked = undefined
  }))

/** After another account signs in. */
export function forgetReference(): void {
  asked = undefined
  units.value = []
  categories.value = []
  places.value = []
}

type Node = { readonly code: string; readonly name: string; readonly nameEn?: string; readonly parent: string | null }

function inTreeOrder<Entry extends Node>(entries: readonly Entry[]): { entry: Entry; depth: number }[] {
  const known = new Set(entries.map(({ code }) => code))
  const children = new Map<string, Entry[]>()
  for (const entry of entries) {
    const parent = entry.parent !== null && known.has(entry.parent) ? entry.parent : ''
    children.set(parent, [...(children.get(parent) ?? []), entry])
  }
  const walk = (parent: string, depth: number): { entry: Entry; depth: number }[] =>
    (children.get(parent) ?? []).flatMap((entry) => [{ entry, depth }, ...walk(entry.code, depth + 1)])
  return walk('', 0)
}

const isArea = ({ name }: Node) => /(区|县|市|旗|街道|镇|乡|社区|村)$/.test(name)

type InTree = Node & { readonly path: readonly string[] }

/** Lines of a pick list in reading order, each with its names from the root down. */
const optionsOf = <Entry extends InTree>(
  entries: readonly Entry[],
  names: ReadonlyMap<string, string>,
  selectable: (entry: Entry) => boolean = () => true,
): PickOption[] =>
  inTreeOrder(entries).map(({ entry, depth }) => ({
    code: entry.code,
    label: names.get(entry.code) ?? entry.name,
    path: entry.path.map((code) => names.get(code) ?? code),
    depth,
    selectable: selectable(entry),
  }))

/** A place with the codes above it; the city stands above all. */
function withPath(place: Place): InTree {
  const codes = [place.code]
  for (let above = place.parent; above !== null;) {
    const found = places.value.find(({ code }) => code === above)
    if (!found) break
    codes.unshift(found.code)
    above = found.parent
  }
  return { ...place, path: codes }
}

/** Codes from a district down to a place, or to an area that stands in for one; just itself for what is in neither. */
function pathTo(code: string): readonly string[] {
  const place = places.value.find((each) => each.code === code)
  if (place) return withPath(place).path
  const unit = units.value.find((each) => each.code === code)
  const areas = new Set(units.value.filter(isArea).map((each) => each.code))
  const path = unit?.path.filter((each) => areas.has(each)) ?? []
  return path.length > 0 ? path : [code]
}

/** What a case keeps of where it is, as far down as the place is one. */
function areaCodes(code: string): { district?: string; street?: string; community?: string } {
  const [district, street, community] = pathTo(code)
  return { ...(district && { district }), ...(street && { street }), ...(community && { community }) }
}

export function useReference() {
  void ensure()
  const { locale } = i18n.global
  const nameOf = (node: Node) => (locale.value === 'en' && node.nameEn ? node.nameEn : node.name)
  const unitNames = computed(() => new Map(units.value.map((unit) => [unit.code, nameOf(unit)])))
  const categoryNames = computed(() => new Map(categories.value.map((each) => [each.code, nameOf(each)])))

  const placeNames = computed(() => new Map(places.value.map((place) => [place.code, nameOf(place)])))
  /** Without a dictionary of places, units that are named after an area stand in for it. */
  const areas = computed(() =>
    places.value.length > 0
      ? optionsOf(places.value.map(withPath), placeNames.value)
      : optionsOf(units.value.filter(isArea), unitNames.value),
  )

  return {
    units,
    categories,
    /** `said`: its name as the server says it, for one that is no longer in the tree. */
    unitName: (code: string | undefined | null, said?: string) =>
      code ? (unitNames.value.get(code) ?? said ?? code) : '',
    categoryPath: (code: string): readonly string[] => {
      const found = categories.value.find((each) => each.code === code)
      return found ? found.path.map((each) => categoryNames.value.get(each) ?? each) : []
    },
    handlingUnits: computed(() => optionsOf(units.value, unitNames.value, (unit) => unit.handlesCases)),
    allUnits: computed(() => optionsOf(units.value, unitNames.value)),
    areas,
    /** Codes of a place from its district down to itself; nothing for what is not in the dictionary of places. */
    placePath: (code: string): readonly string[] | undefined => {
      const found = places.value.find((place) => place.code === code)
      return found && withPath(found).path
    },
    areaCodes,
    placeName: (code: string | undefined | null) =>
      code ? (placeNames.value.get(code) ?? unitNames.value.get(code) ?? code) : '',
    categoryOptions: computed(() => optionsOf(categories.value, categoryNames.value)),
  }
}
