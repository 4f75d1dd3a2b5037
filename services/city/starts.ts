import type { CaseType } from '../cases/events.ts'
import type { Channel } from '../contacts/events.ts'
import type { Urgency } from '../kernel/reference.ts'
import { matterByCode, matters, type Matter } from './categories.ts'
import { Chance } from './chance.ts'
import { expectedOn, hotspotsOn, type Hotspot } from './hotspots.ts'
import { dateOf, hourMs, startOfDay } from './hours.ts'
import type { CityPlace } from './places.ts'
import { dayFactor, dayHours, hourFactor, hourShare, seasonFactor } from './season.ts'
import type { World } from './world.ts'

/** Somebody turns to the hotline with a matter: all that is settled before anybody does anything. */
export type Start = {
  /** Names the life: date and number of the day. */
  readonly life: string
  readonly at: number
  readonly matter: Matter
  readonly type: CaseType
  readonly urgency: Urgency
  readonly channel: Exclude<Channel, 'import'>
  readonly community: CityPlace
  readonly estate: string | undefined
  /** Number of the person who calls; the same person may call again. */
  readonly person: number
  readonly callerKind: 'person' | 'enterprise'
  readonly anonymous: boolean
  readonly replyWanted: boolean
}

export type Volume = {
  /** Cases on a mean day, hotspots apart. */
  readonly perDay: number
  /** How many people there are who may call. */
  readonly people: number
}

const channels: ReadonlyArray<readonly [Start['channel'], number]> = [
  ['phone', 72],
  ['wechat', 9],
  ['web', 8],
  ['app', 7.5],
  ['mail', 1.2],
  ['visit', 1.3],
  ['letter', 0.4],
  ['sms', 0.6],
]

/** Share of a category's cases that cannot wait. */
const critical: Readonly<Record<string, number>> = {
  '090105': 0.45,
  '090301': 0.7,
  '010403': 0.2,
  '120201': 0.15,
  '120203': 0.4,
}

function urgencyOf(code: string, type: CaseType, chance: Chance): Urgency {
  if (type === 'consultation' || type === 'praise' || type === 'suggestion') return 'normal'
  if (chance.happens(critical[code] ?? 0.002)) return 'critical'
  return chance.happens(/^(0901|0902|0903|0904|1202)/.test(code) ? 0.14 : 0.03) ? 'urgent' : 'normal'
}

/** A few hundred people call again and again; they have the first numbers. */
export const regularShare = 0.045
const personOf = (chance: Chance, people: number) =>
  chance.happens(0.11) ? chance.int(0, Math.floor(people * regularShare)) : chance.int(0, people - 1)

function momentOf(day: number, matter: Matter, chance: Chance): number {
  const hour = chance.weighted(dayHours, (each) => hourShare(each) * hourFactor(matter.code, each))
  return startOfDay(day) + hour * hourMs + Math.floor(chance.next() * hourMs)
}

type About = Pick<Start, 'matter' | 'community' | 'estate'>

function startOf(about: About, at: number, chance: Chance, people: number): Omit<Start, 'life'> {
  const { matter } = about
  const type =
    about.estate === undefined
      ? chance.pick(matter.types)
      : chance.pick(matter.types.filter((each) => each !== 'consultation'))
  const business = /^(1402|0303)/.test(matter.code) ? 0.7 : 0.03
  return {
    ...about,
    at,
    type,
    urgency: urgencyOf(matter.code, type, chance),
    channel: chance.weighted(channels, ([, weight]) => weight)[0],
    person: personOf(chance, people),
    callerKind: chance.happens(business) ? 'enterprise' : 'person',
    anonymous: chance.happens(type === 'report' ? 0.45 : 0.02),
    replyWanted: !chance.happens(type === 'praise' || type === 'suggestion' ? 0.5 : 0.03),
  }
}

function usual(world: World, day: number, chance: Chance): About {
  const matter = chance.weighted(matters, ({ code, weight }) => weight * seasonFactor(code, day))
  const street = chance.weighted(world.streets, ({ population }) => population)
  const community = chance.weighted(world.communitiesOf(street.code), ({ population }) => population)
  return { matter, community, estate: undefined }
}

function inHotspot(world: World, hotspot: Hotspot, chance: Chance): About {
  const community = chance.pick(world.communitiesOf(hotspot.street))
  const place = hotspot.community === undefined ? community : world.place(hotspot.community)
  return {
    matter: matterByCode(hotspot.category),
    community: place,
    estate: hotspot.estate ?? chance.pick(place.known),
  }
}

/** Everybody who turns to the city on a local day; the same on every machine and at every restart. */
export function startsOn(world: World, day: number, volume: Volume, plantedAt: number): readonly Start[] {
  const chance = new Chance(world.seed, 'day', day)
  const count = chance.poisson(volume.perDay * dayFactor(day))
  const abouts = Array.from({ length: count }, () => usual(world, day, chance))
  for (const hotspot of hotspotsOn(world, plantedAt, day)) {
    const more = chance.poisson(expectedOn(hotspot, day))
    for (let each = 0; each < more; each += 1) abouts.push(inHotspot(world, hotspot, chance))
  }
  const starts = abouts.map((about) => startOf(about, momentOf(day, about.matter, chance), chance, volume.people))
  const date = dateOf(day).replaceAll('-', '')
  return starts
    .sort((a, b) => a.at - b.at)
    .map((start, index) => ({ ...start, life: `${date}-${String(index + 1).padStart(3, '0')}` }))
}
