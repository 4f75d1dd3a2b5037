import { Type, type Static } from 'typebox'

import { body, code, instant, label, utc } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import { placeFields, placeLevels, type PlaceLevel } from '../events.ts'
import { placeCommand, placesAt, type PlaceEntry } from '../places.ts'

const row = body({
  ...placeFields,
  code: code('代码', 'Code'),
  name: label('名称', 'Name'),
  nameEn: Type.Optional(label('英文名称', 'Name in English')),
})
type Row = Static<typeof row>
type Known = ReadonlyMap<string, { readonly level: PlaceLevel }>

export const definePlaces = placeCommand({
  summary: {
    zh: '批量设立地点（一次至多 1000 个，上级可在同一批内）；内容相同的跳过。',
    en: 'Define places, at most 1000 at once, parents in the same batch included; identical ones are skipped.',
  },
  permission: 'dictionary.edit',
  body: body({
    places: Type.Array(row, { minItems: 1, maxItems: 1000, title: '地点', description: 'Places' }),
    inForceFrom: Type.Optional(instant('生效时间', 'In force from')),
  }),

  decide({ places, inForceFrom: from }, state, context) {
    const inForceFrom = from === undefined ? context.now : utc(from)
    const held = placesAt(state, inForceFrom)
    const known: Known = new Map([...held, ...places.map((place) => [place.code, place] as const)])
    refuseRepeated(places)
    for (const [index, place] of places.entries()) {
      refuseMisplaced(place, index, known)
      refuseOpenRing(place, index)
    }
    const fresh = places.filter((place) => !saysTheSame(held.get(place.code), place))
    return fresh.map((place) => ({ type: 'PlaceDefined', data: { ...place, inForceFrom } }) as const)
  },
})

function saysTheSame(entry: PlaceEntry | undefined, place: Row): boolean {
  if (!entry) return false
  const names = Object.keys(placeFields) as (keyof Row)[]
  return names.every((name) => JSON.stringify(entry[name]) === JSON.stringify(place[name]))
}

function refuseRepeated(places: readonly Row[]): void {
  const seen = new Set<string>()
  for (const [index, place] of places.entries()) {
    if (seen.has(place.code)) {
      const words = {
        zh: `代码“${place.code}”在本批中出现了两次（第 ${index + 1} 行）。请只保留一行。`,
        en: `The code “${place.code}” stands twice in this batch (row ${index + 1}). Keep one of them.`,
      }
      throw badField(`places.${index}.code`, words, 'repeated-code')
    }
    seen.add(place.code)
  }
}

/** Each place lies in one of the level above; only the city lies in none. */
function refuseMisplaced({ code: own, level, parent }: Row, index: number, known: Known): void {
  const above = placeLevels[placeLevels.indexOf(level) - 1]
  const found = parent === null ? undefined : known.get(parent)?.level
  if (found === above && (parent === null) === (above === undefined)) return
  const words = {
    zh: `“${own}”的上级应是${above === undefined ? '空（市级没有上级）' : `已有的 ${above} 级地点`}。请更正上级代码。`,
    en: `“${own}” must lie in ${above === undefined ? 'nothing: it is the city' : `a known ${above}`}. Correct its parent.`,
  }
  throw badField(`places.${index}.parent`, words, 'wrong-parent')
}

function refuseOpenRing({ code: own, shape }: Row, index: number): void {
  const [first, last] = [shape[0], shape.at(-1)]
  if (first && last && first[0] === last[0] && first[1] === last[1]) return
  const words = {
    zh: `“${own}”的边界没有闭合：最后一点须与第一点相同。`,
    en: `The ring of “${own}” is open: its last point must be its first.`,
  }
  throw badField(`places.${index}.shape`, words, 'open-ring')
}
