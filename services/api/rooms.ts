import { hostname } from 'node:os'

import { issueNumbers, type SerialOfDay } from '../casenumbers/blocks.ts'
import { caseNumberEvents } from '../casenumbers/events.ts'
import { cases } from '../cases/case.ts'
import { formatCaseNumber } from '../cases/caseNumber.ts'
import { caseCommands } from '../cases/commands.ts'
import { contactCommands } from '../contacts/commands.ts'
import { contacts } from '../contacts/contact.ts'
import { dictionaryCommands } from '../dictionaries/commands.ts'
import { dictionaries } from '../dictionaries/dictionary.ts'
import { erasureCommands } from '../erasure/commands.ts'
import { erasures } from '../erasure/erasure.ts'
import { keyIdsOfErasure } from '../erasure/keyIds.ts'
import { commandRoom, type CommandRoom } from '../kernel/commandRoutes.ts'
import type { EventCatalogue } from '../kernel/event.ts'
import type { Asked, Ledger } from '../kernel/handle.ts'
import { reserve } from '../kernel/reserve.ts'
import { personCommands } from '../persons/commands.ts'
import { persons } from '../persons/person.ts'
import { placeCommands } from '../places/commands.ts'
import { places } from '../places/places.ts'
import { staff } from '../staff/account.ts'
import { staffCommands } from '../staff/commands.ts'
import { loginEvents } from '../staff/events.ts'
import { loginStream, loginTaken } from '../staff/login.ts'

const node: { readonly kind: 'automation'; readonly id: string } = {
  kind: 'automation',
  id: `node-${hostname()}-${process.pid}`,
}

const catalogue: EventCatalogue = { ...caseNumberEvents, ...loginEvents }

type Fact = { readonly type: string; readonly data: unknown }

type Taken = { readonly stream: string; readonly fact: Fact; readonly at: string; readonly commandId?: string }

/** On the clock of the command that needs it: a reservation never lies after what it is for. */
const reserveFor = (ledger: Ledger, taken: Taken) =>
  reserve(ledger, { ...taken, catalogue, actor: node, origin: 'live' })

/** Case numbers of this process, from blocks that it reserves in the log. */
export function numbersOf(ledger: Ledger): (at: string) => Promise<SerialOfDay> {
  return issueNumbers({
    node: node.id,
    timeZone: ledger.installation.timeZone,
    reserve: (stream, fact, at) => reserveFor(ledger, { stream, fact, at }),
    isReserved: async (stream) => (await ledger.store.read(stream, { maxCount: 1 })).revision !== 'none',
  })
}

async function reserveLogin(ledger: Ledger, { id, input, now }: Asked): Promise<void> {
  const { login } = input as { login: string }
  const stream = loginStream(login)
  const fact = { type: 'LoginReserved', data: { account: id } }
  if (await reserveFor(ledger, { stream, fact, at: now, commandId: `login-${id}` })) return
  const { events } = await ledger.store.read(stream, { maxCount: 1 })
  const taken = JSON.parse(events[0]?.dataText ?? '{}') as { account?: string }
  if (taken.account !== id) throw loginTaken(login)
}

export type RoomsWiring = {
  readonly ledger: Ledger
  /** Resolves when this process has taken in everything up to the position (accounts, dictionaries). */
  readonly reached: (position: bigint) => Promise<void>
}

/** The number that a case was given, also when its registration was sent twice. */
async function numberIn({ store }: Ledger, id: string): Promise<string> {
  const { events } = await store.read(`case-${id}`, { maxCount: 1 })
  return (JSON.parse(events[0]?.dataText ?? '{}') as { caseNumber: string }).caseNumber
}

const creators = new Set(['registerCase', 'importCase'])

/** Everything that can be asked of this process. */
export function commandRooms({ ledger, reached }: RoomsWiring): readonly CommandRoom[] {
  const numberOf = numbersOf(ledger)
  const dictionary = (id: keyof typeof dictionaryCommands) =>
    commandRoom(`dictionaries/${id}`, dictionaries, dictionaryCommands[id], { id, settled: reached })
  return [
    commandRoom('contacts', contacts, contactCommands),
    commandRoom('cases', cases, caseCommands, {
      extra: async (name, { now }) => (creators.has(name) ? { caseNumber: formatCaseNumber(await numberOf(now)) } : {}),
      told: async (name, id) => (creators.has(name) ? { caseNumber: await numberIn(ledger, id) } : {}),
    }),
    commandRoom('persons', persons, personCommands),
    commandRoom('erasures', erasures, erasureCommands, {
      extra: async (name, { id }) =>
        name === 'orderErasure' ? { keyIds: await keyIdsOfErasure(ledger.store, id) } : {},
    }),
    commandRoom('staff', staff, staffCommands, {
      atOnce: true,
      reserve: (name, asked) => (name === 'openAccount' ? reserveLogin(ledger, asked) : Promise.resolve()),
      settled: reached,
    }),
    dictionary('organisation'),
    dictionary('categories'),
    dictionary('calendar'),
    dictionary('policy'),
    commandRoom('dictionaries/places', places, placeCommands, { id: 'places', settled: reached }),
  ]
}
