import type { CommandRoom } from '../kernel/commandRoutes.ts'
import type { Actor } from '../kernel/event.ts'
import type { Handler, Ledger } from '../kernel/handle.ts'
import { reserve } from '../kernel/reserve.ts'
import { placeEvents, placesSeed } from '../places/events.ts'
import { loginEvents } from '../staff/events.ts'
import { founderId } from './ids.ts'
import { utilities, type City } from './life.ts'
import { cityOf } from './lives.ts'
import { placeRow } from './places.ts'
import type { StaffMember } from './staff.ts'
import { cityRoot, rootNames } from './units.ts'

export type SeedWorld = {
  readonly ledger: Ledger
  readonly handler: Handler
  /** Needs `dictionaries/organisation`, `-categories`, `-policy`, `-places` and `staff`. */
  readonly rooms: readonly CommandRoom[]
  readonly seed: string
  /** The clock of these events, and from when on units, categories and places are in force. */
  readonly beganAt: string
  /** services/staff/credentials.ts `setPassword`, with the vault. */
  readonly setPassword: (account: { id: string; login: string; name: string }, password: string) => Promise<void>
}

/** Of every one-click account of the demo; a demo log holds nobody's data. */
export const demoPassword = 'Open-Doors-of-Lanze'

/** What the city has beyond the policy that every installation begins with: water, power, gas and heat within a day. */
const policyRules = [
  { ruleId: 'handle-utilities', clock: 'handle', match: { category: utilities }, amount: 24, unit: 'hours' },
] as const

/** May do everything: there is nobody yet. */
const founder: Actor = { kind: 'simulator', id: founderId, role: 'administrator', unit: cityRoot }
const inForceFrom = '1970-01-01T00:00:00.000Z'

type Order = {
  readonly room: string
  readonly command: string
  readonly id: string
  readonly key: string
  readonly body: object
}

class Founding {
  readonly #seeding: SeedWorld
  readonly #city: City

  constructor(seeding: SeedWorld, city: City) {
    this.#seeding = seeding
    this.#city = city
  }

  /** Sends one of the real commands at the beginning of history; `settled` waits until this process has seen it. */
  async #send({ room: path, command: name, id, key, body }: Order): Promise<() => Promise<void>> {
    const { rooms, handler, seed, beganAt } = this.#seeding
    const room = rooms.find((each) => each.path === path)
    const command = room?.commands[name]
    if (!room || !command) throw new Error(`the world needs the command ${path}.${name}`)
    const commandId = `city-${seed}-${key}`.replaceAll(/[^A-Za-z0-9_-]/g, '-')
    const asked = {
      name: `${path}.${name}`,
      id,
      input: body,
      commandId,
      origin: 'synthetic',
      now: beganAt,
      authorise: () => founder,
    } as const
    const { position } = await handler.handle({ aggregate: room.aggregate, command }, asked)
    return async () => room.settled?.(position)
  }

  async dictionaries(): Promise<void> {
    const { world } = this.#city
    const to = (dictionary: string, command: string, key: string, body: object) =>
      this.#send({ room: `dictionaries/${dictionary}`, command, id: dictionary, key, body })
    const named = to('organisation', 'changeUnit', 'root', { code: cityRoot, ...rootNames, handlesCases: false })
    const units = world.units.map((unit) =>
      to('organisation', 'defineUnit', `unit-${unit.code}`, { ...unit, inForceFrom }),
    )
    const categories = world.categories.map(({ parent, ...category }) =>
      parent === null ? category : { ...category, parent },
    )
    const others = [
      to('categories', 'defineCategories', 'categories', { categories, inForceFrom }),
      to('places', 'definePlaces', 'places', { places: world.places.map(placeRow), inForceFrom }),
    ]
    // Each waits for the one before it on the same stream; what they depend on is in the stream, not in the reference.
    const settle = await Promise.all([named, ...units, ...others])
    await Promise.all(settle.map((wait) => wait()))
    const rules = await Promise.all(
      policyRules.map((rule) =>
        to('policy', 'setPolicyRule', rule.ruleId, { ...rule, inForceFrom: this.#seeding.beganAt }),
      ),
    )
    await Promise.all(rules.map((wait) => wait()))
  }

  /** Needs nothing of the dictionaries, so that it goes on beside them. */
  async reserved({ login, name, demo }: StaffMember): Promise<void> {
    const { ledger, beganAt, setPassword } = this.#seeding
    const id = this.#city.ids.account(login)
    const fact = { type: 'LoginReserved', data: { account: id } }
    await reserve(ledger, {
      origin: 'synthetic',
      stream: `login-${login}`,
      fact,
      catalogue: loginEvents,
      at: beganAt,
      actor: founder,
    })
    if (demo) await setPassword({ id, login, name }, demoPassword)
  }

  async account({ login, name, unit, grants, demo }: StaffMember): Promise<() => Promise<void>> {
    const id = this.#city.ids.account(login)
    const opened = { login, name, unit, ...(demo && { demo }) }
    let settle = await this.#send({ room: 'staff', command: 'openAccount', id, key: `open-${login}`, body: opened })
    for (const grant of grants) {
      const key = `grant-${login}-${grant.role}-${grant.unit}`
      settle = await this.#send({ room: 'staff', command: 'grantRole', id, key, body: grant })
    }
    return settle
  }

  async all(): Promise<void> {
    const { staff } = this.#city.world
    await Promise.all([this.dictionaries(), ...staff.map((member) => this.reserved(member))])
    const settle = await Promise.all(staff.map((member) => this.account(member)))
    await Promise.all(settle.map((wait) => wait()))
  }
}

/**
 * Everything that must be there before anybody works: units, categories, places, time limits, accounts and their roles,
 * by the real commands. Repeating it changes nothing.
 */
export async function seedWorld(seeding: SeedWorld): Promise<void> {
  const { ledger, seed } = seeding
  if (ledger.installation.kind !== 'demo') throw new Error('the synthetic city is for a demo log alone')
  // A real installation's set-up founds this stream with the other dictionaries.
  for (const fact of placesSeed.events) {
    await reserve(ledger, {
      origin: 'synthetic',
      stream: placesSeed.stream,
      fact,
      catalogue: placeEvents,
      at: seeding.beganAt,
      actor: founder,
    })
  }
  const founding = new Founding(seeding, cityOf({ seed, installation: ledger.installation.id }))
  await founding.all()
}
