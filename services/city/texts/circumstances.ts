import type { CaseType } from '../../cases/events.ts'
import type { Matter } from '../categories.ts'
import type { Chance } from '../chance.ts'
import type { CityPlace } from '../places.ts'
import * as details from './details.ts'
import type { Slots } from './grammar.ts'
import * as words from './lexicon.ts'
import { particulars } from './particulars.ts'

/** What stays the same in everything that is written about one case. */
export type Circumstances = {
  readonly type: CaseType
  readonly slots: Slots
  /** Whom it is about, where that is a business. */
  readonly party: string | undefined
}

export type Scene = {
  readonly matter: Matter
  readonly type: CaseType
  readonly district: CityPlace
  readonly street: CityPlace
  readonly community: CityPlace
  readonly surname: string
  /** Fixed where many report the same: a hotspot. */
  readonly estate?: string | undefined
}

function partyOf({ told }: Matter, slots: Readonly<Record<string, string>>): string | undefined {
  if (told.some((phrase) => phrase.includes('{shop}'))) return slots['shop']
  return told.some((phrase) => phrase.includes('{company}')) ? slots['company'] : undefined
}

export function circumstancesOf(scene: Scene, chance: Chance): Circumstances {
  const { matter, type, district, street, community } = scene
  const told = {
    matter: matter.name,
    district: district.name,
    street: street.name,
    surname: scene.surname,
    road: chance.pick(street.known),
    estate: scene.estate ?? chance.pick(community.known),
    building: details.building(chance),
    spot: chance.pick(words.spots),
    span: details.span(chance),
    when: details.moment(chance),
    few: chance.pick(words.fews),
    money: details.money(chance),
    temp: details.degrees(chance),
    shop: details.shop(chance, matter.code.slice(0, 2)),
    company: details.company(chance),
    school: district.name.slice(0, -1) + chance.pick(words.schoolNames),
    hospital: chance.pick(words.hospitalNames),
    bus: `${chance.int(1, 96)}路`,
  }
  const slots = { ...particulars, ...told, who: words.relatives, desk: words.deskOf }
  return { type, slots, party: type === 'consultation' ? undefined : partyOf(matter, told) }
}
