import { Chance } from './chance.ts'
import { afterOfficeTime, endOfWorkday, hourMs, hourOf, isOfficeTime, localDay, minuteMs, startOfDay } from './hours.ts'
import type { Ids } from './ids.ts'
import { personName, phoneOf } from './people.ts'
import type { CityRole, StaffMember } from './staff.ts'
import type { Start } from './starts.ts'
import { circumstancesOf, type Circumstances } from './texts/circumstances.ts'
import { Writing } from './texts/handling.ts'
import type { World } from './world.ts'

/** The member of staff in whose name the city acts. */
export type ActsAs = { readonly login: string; readonly id: string; readonly role: CityRole; readonly unit: string }

/** Who turns to the hotline: the same number is the same person, however often. */
export type Caller = { readonly person: number; readonly name: string; readonly kind: 'person' | 'enterprise' }

/** One command at a time of the city's clock; in the room `access` it is a look (lookAt.ts). */
export type TimedCommand = {
  readonly at: number
  readonly room: 'contacts' | 'cases' | 'persons' | 'access'
  readonly command: string
  /** Id of what it is sent to; for a creating command the id that follows from its key. */
  readonly id: string
  /** Command id: the same in every run of the same city. */
  readonly key: string
  readonly by: ActsAs
  /** The life to which it belongs; `YYYYMMDD-NNN`. */
  readonly life: string
  /** Of a contact: who calls, unless nobody is to know. */
  readonly caller?: Caller
  /** Written when it is needed, always the same. */
  readonly body: () => object
}

/** Water, power, gas and heat: the city's policy allows a day. */
export const utilities = '09'

export type City = { readonly world: World; readonly ids: Ids }

type Step = Pick<TimedCommand, 'room' | 'command' | 'id' | 'caller'> & {
  readonly by: ActsAs
  readonly body: (text: Writing, chance: Chance) => object
}

/** Writes down what happens in one life, step by step, on the city's clock. */
export class Life {
  readonly start: Start
  readonly city: City
  readonly chance: Chance
  readonly commands: TimedCommand[] = []
  /** Now, on the city's clock. */
  at: number
  caseId = ''
  #about: Circumstances | undefined

  constructor(start: Start, city: City) {
    this.start = start
    this.city = city
    this.at = start.at
    this.chance = new Chance(city.world.seed, 'life', start.life)
  }

  /** The caller: a name that nobody has, and a number that nobody answers. */
  get caller() {
    const { surname, given } = personName(new Chance(this.city.world.seed, 'person', this.start.person))
    return { surname, name: surname + given, number: phoneOf(this.start.person) }
  }

  get street() {
    return this.city.world.place(this.start.community.parent ?? '')
  }

  get district() {
    return this.city.world.place(this.street.parent ?? '')
  }

  get circumstances(): Circumstances {
    const { matter, type, community, estate } = this.start
    const { street, district, caller } = this
    const scene = { matter, type, district, street, community, surname: caller.surname, estate }
    return (this.#about ??= circumstancesOf(scene, new Chance(this.city.world.seed, 'scene', this.start.life)))
  }

  /** Somebody of that role; the demo's own accounts are left to people. */
  somebody(role: CityRole, unit: string): ActsAs {
    return this.as(this.chance.pick(this.city.world.working(role, unit)), role, unit)
  }

  as({ login }: StaffMember, role: CityRole, unit: string): ActsAs {
    return { login, id: this.city.ids.account(login), role, unit }
  }

  keyOf(command: string): string {
    return this.city.ids.step(this.start.life, this.commands.length, command)
  }

  /** Adds a step at `at` (now, unless said) and answers its key. */
  does({ body, ...step }: Step, at = this.at): string {
    const key = this.keyOf(step.command)
    const write = () => {
      const chance = new Chance(this.city.world.seed, 'text', key)
      return body(new Writing(this.start.matter.code, this.circumstances, chance), chance)
    }
    this.commands.push({ ...step, at, key, life: this.start.life, body: write })
    return key
  }

  onCase(command: string, by: ActsAs, body: Step['body'], at = this.at): string {
    return this.does({ room: 'cases', command, id: this.caseId, by, body }, at)
  }

  get pressing(): boolean {
    return this.start.urgency !== 'normal'
  }

  /** Allowed a day at most: worked on day and night. */
  get brisk(): boolean {
    return this.pressing || this.start.matter.code.startsWith(utilities)
  }

  /** About so many minutes later; what does not press waits for the office to open. */
  later(minutes: number, spread = 0.6): void {
    const amount = this.chance.around(minutes, spread) * minuteMs
    this.at = this.brisk ? this.at + Math.min(amount, 40 * minuteMs) : afterOfficeTime(this.at, amount)
  }

  /** About so many minutes later, by those on duty day and night, though not always. */
  onDuty(minutes: number): void {
    const amount = this.chance.around(minutes) * minuteMs
    const awake = this.brisk || isOfficeTime(this.at) || this.chance.happens(0.8)
    this.at = awake ? this.at + amount : afterOfficeTime(this.at, amount)
  }

  /** About so many minutes later, but nobody is called out of bed about what can wait. */
  whenAwake(minutes: number): void {
    if (!this.brisk) return this.later(minutes)
    this.at += this.chance.around(minutes / 3) * minuteMs
    const hour = hourOf(this.at)
    if (this.start.urgency === 'critical' || (hour >= 8 && hour < 21)) return
    const morning = startOfDay(localDay(this.at) + (hour >= 21 ? 1 : 0)) + 8 * hourMs
    this.at = morning + this.chance.between(0, 50) * minuteMs
  }

  /** When work that was sent back is done again, after so many hours of the office or in time for a short limit. */
  againAfter(hours: number): number {
    const share = this.chance.around(1, 0.5)
    if (this.start.urgency === 'critical') return this.at + Math.min(1.4, 0.4 * share) * 30 * minuteMs
    return this.brisk ? this.at + Math.min(6, 2.5 * share) * hourMs : afterOfficeTime(this.at, hours * share * hourMs)
  }

  /** When a unit's time is over, as the city's policy counts it (`world` facts: `policyRules` in seedWorld.ts). */
  dueFrom(from: number): number {
    const { urgency, matter, type } = this.start
    if (urgency === 'critical') return from + 2 * hourMs
    if (urgency === 'urgent' || matter.code.startsWith(utilities)) return from + 24 * hourMs
    return endOfWorkday(from, type === 'consultation' ? 3 : 5)
  }

  /** In order of time, no two in the same second. */
  finished(): readonly TimedCommand[] {
    let last = 0
    return this.commands
      .toSorted((a, b) => a.at - b.at)
      .map((command) => {
        last = Math.max(Math.floor(command.at), last + 1000)
        return { ...command, at: last }
      })
  }
}
