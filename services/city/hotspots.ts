import { Chance } from './chance.ts'
import { dateOf, localDay } from './hours.ts'
import { inFloods, inHeating } from './season.ts'
import type { World } from './world.ts'

/** Something that gets worse in one place: what the leader's page must find. */
export type Hotspot = {
  readonly id: string
  /** First local day on which more than usual is reported. */
  readonly fromDay: number
  readonly days: number
  readonly category: string
  readonly street: string
  readonly community: string | undefined
  readonly estate: string | undefined
  /** Cases on its strongest days. */
  readonly perDay: number
  readonly what: { readonly zh: string; readonly en: string }
}

const everyDays = 21
const first = { before: 16, days: 24, perDay: 6 }
const second = { before: 9, days: 18, perDay: 4 }

/** What goes wrong in a whole street, by season. */
function streetTrouble(day: number): { category: string; zh: string; en: string } {
  if (inHeating(day + 6)) return { category: '090401', zh: '供暖不热', en: 'Heating does not get warm' }
  if (inFloods(day)) return { category: '120201', zh: '内涝积水', en: 'Flooding' }
  return { category: '090103', zh: '自来水发黄', en: 'Yellow tap water' }
}

const neighbourhoodTroubles = [
  { category: '040101', zh: '夜间施工噪声', en: 'Night construction noise' },
  { category: '090103', zh: '自来水异味', en: 'Smelling tap water' },
  { category: '040203', zh: '工业异味', en: 'Industrial smells' },
] as const

function pairOf(world: World, epoch: number, anchorDay: number): Hotspot[] {
  const chance = new Chance(world.seed, 'hotspot', epoch)
  const day = anchorDay + epoch * everyDays
  const [one, other] = chance.shuffled(world.streets)
  if (!one || !other) return []
  const trouble = streetTrouble(day - first.before)
  const [near = neighbourhoodTroubles[0]] = epoch === 0 ? neighbourhoodTroubles : chance.shuffled(neighbourhoodTroubles)
  const community = chance.pick(world.communitiesOf(other.code))
  const estate = chance.pick(community.known)
  return [
    {
      id: `street-${epoch}`,
      fromDay: day - first.before,
      days: first.days,
      category: trouble.category,
      street: one.code,
      community: undefined,
      estate: undefined,
      perDay: first.perDay,
      what: { zh: `${one.name}${trouble.zh}`, en: `${trouble.en} in ${one.nameEn}` },
    },
    {
      id: `community-${epoch}`,
      fromDay: day - second.before,
      days: second.days,
      category: near.category,
      street: other.code,
      community: community.code,
      estate,
      perDay: second.perDay,
      what: { zh: `${estate}${near.zh}`, en: `${near.en} in ${community.nameEn}` },
    },
  ]
}

/**
 * The hotspots that touch a day. Two are planted in the weeks before the demo begins (`at`), two more follow every three
 * weeks while it lives on; before them the year is quiet, so that they stand out.
 */
export function hotspotsOn(world: World, at: number, day: number): readonly Hotspot[] {
  const anchorDay = localDay(at)
  const last = Math.floor((day - anchorDay + first.before) / everyDays)
  const epochs = Array.from({ length: Math.max(0, last + 1) }, (_, epoch) => epoch).slice(-3)
  const all = epochs.flatMap((epoch) => pairOf(world, epoch, anchorDay))
  return all.filter(({ fromDay, days }) => day >= fromDay && day < fromDay + days)
}

/** The two that are planted, with their known beginnings. */
export function plantedHotspots(world: World, at: number): readonly (Hotspot & { readonly from: string })[] {
  return pairOf(world, 0, localDay(at)).map((hotspot) => ({ ...hotspot, from: dateOf(hotspot.fromDay) }))
}

/** Cases of a hotspot that are expected on a day: it swells for a week, stays, and fades. */
export function expectedOn({ fromDay, days, perDay }: Hotspot, day: number): number {
  const swelling = Math.min(1, (day - fromDay + 1) / 6)
  const fading = Math.min(1, (fromDay + days - day) / 5)
  return perDay * Math.min(swelling, fading)
}
