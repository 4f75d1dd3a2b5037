import { Chance } from './chance.ts'
import type { ActsAs, Caller, City, TimedCommand } from './life.ts'
import { lookAt } from './lookAt.ts'
import { regularShare, type Volume } from './starts.ts'

/** What the hotline has of one number. */
type Known = {
  readonly contacts: string[]
  readonly cases: string[]
  /** Id of the person's record, from the second contact on. */
  person: string | undefined
  named: boolean
}

/** The prepared callers of situations.ts have numbers from here on. */
const preparedFrom = 99_000
const second = 1000

/** The id of the record that this agent begins of this caller. */
export const personIdOf = (city: City, by: ActsAs, person: number): string =>
  city.ids.created('person', by.id, city.ids.step(`person-${person}`, 0, 'createPerson'))

/**
 * Whoever calls a second time is somebody: the agent begins a record of the person and says which contacts were theirs.
 * It goes along with what happens, in order of time.
 */
export class Acquaintances {
  readonly #city: City
  readonly #regulars: number
  readonly #looksSince: number
  readonly #known = new Map<number, Known>()
  readonly #callerOf = new Map<string, number>()

  constructor(city: City, { people }: Volume, looksSince: number) {
    this.#city = city
    this.#regulars = Math.floor(people * regularShare)
    this.#looksSince = looksSince
  }

  /** What follows from this command, later than it. */
  after(command: TimedCommand): TimedCommand[] {
    if (command.command === 'registerCase') this.#registered(command)
    const { caller } = command
    if (!caller || (caller.person > this.#regulars && caller.person < preparedFrom)) return []
    const known = this.#of(caller.person)
    this.#callerOf.set(command.life, caller.person)
    const found = this.#searched(command, known)
    known.contacts.push(command.id)
    return [...found, ...this.#linked(command, known)]
  }

  #of(person: number): Known {
    const known = this.#known.get(person) ?? { contacts: [], cases: [], person: undefined, named: false }
    this.#known.set(person, known)
    return known
  }

  /** A case is the caller's who began that life. */
  #registered({ life, id }: TimedCommand): void {
    const person = this.#callerOf.get(life)
    if (person !== undefined) this.#of(person).cases.push(id)
  }

  /** The agent typed the number and saw who it may be. */
  #searched({ at, by, life, key }: TimedCommand, { person, contacts, cases }: Known): TimedCommand[] {
    if (at < this.#looksSince || contacts.length === 0) return []
    const subjects = [
      ...(person === undefined ? [] : [`person-${person}`]),
      ...contacts.map((id) => `contact-${id}`),
      ...cases.map((id) => `case-${id}`),
    ]
    const look = { type: 'PersonSearched', data: { kind: 'number', subjects } } as const
    return [lookAt(this.#city, { at: at + second, by, life, key: `${key}-search`, look })]
  }

  #linked({ at, by, caller, id }: TimedCommand, known: Known): TimedCommand[] {
    if (!caller || known.contacts.length < 2) return []
    const { ids, world } = this.#city
    const { person: number, name } = caller
    const life = `person-${number}`
    const begins = known.person === undefined
    const person = (known.person ??= personIdOf(this.#city, by, number))
    // Some give their name only when they are asked for it the next time.
    const named = begins ? new Chance(world.seed, 'acquaintance', number).happens(0.8) : !known.named
    known.named ||= named
    const steps = begins
      ? begun(caller, by, known.contacts, named)
      : [step('linkContacts', { contacts: [id] }), ...(named ? [step('namePerson', { name })] : [])]
    return steps.map(({ command, body }, index) => ({
      at: at + (70 + 20 * index) * second,
      room: 'persons',
      command,
      id: person,
      key: ids.step(life, begins ? index : 2 * known.contacts.length + index, command),
      by,
      life,
      body: () => body,
    }))
  }
}

const step = (command: string, body: object) => ({ command, body })

const begun = ({ kind, name }: Caller, { unit }: ActsAs, contacts: readonly string[], named: boolean) => [
  step('createPerson', { kind, unit, ...(named && { name }) }),
  step('linkContacts', { contacts: [...contacts] }),
]
