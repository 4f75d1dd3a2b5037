import { Type } from 'typebox'
import { expect } from 'vitest'

import type { Aggregate } from '../../services/kernel/aggregate.ts'
import type { Answer } from '../../services/kernel/answers.ts'
import { commandsOn } from '../../services/kernel/command.ts'
import { personal, type EventsOf } from '../../services/kernel/event.ts'
import { Handler, type Asked, type Ledger } from '../../services/kernel/handle.ts'
import { memoryVault } from '../../services/kernel/memoryVault.fixture.ts'
import { sealEvents } from '../../services/kernel/proof.ts'
import { Refusal } from '../../services/kernel/refusal.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { aReference } from './aReference.ts'
import { MemoryEventStore } from './memoryEventStore.ts'

const catalogue = {
  Opened: { version: 1, data: Type.Object({ unit: Type.String() }) },
  Paid: { version: 1, data: Type.Object({ amount: Type.Integer(), why: Type.Optional(personal('text')) }) },
}
type Event = EventsOf<typeof catalogue>
type Purse = { readonly unit: string; readonly sum: number }
const purse: Aggregate<Purse, Event> = {
  category: 'purse',
  catalogue,
  initial: { unit: '', sum: 0 },
  evolve: {
    Opened: (state, { unit }) => ({ ...state, unit }),
    Paid: (state, { amount }) => ({ ...state, sum: state.sum + amount }),
  },
  units: ({ unit }) => [unit],
}
const on = commandsOn<Purse, Event>()
const summary = { zh: '试', en: 'Try' }
const open = on({
  summary,
  permission: 'purse.open',
  creates: true,
  body: Type.Object({ unit: Type.String() }),
  units: ({ unit }) => [unit],
  decide: ({ unit }) => [{ type: 'Opened', data: { unit } }],
})
const full = () => new Refusal('full', { zh: '满', en: 'The purse is full.' })
const pay = on({
  summary,
  permission: 'purse.pay',
  body: Type.Object({ amount: Type.Integer(), why: Type.Optional(Type.String()) }),
  decide({ amount, why }, { sum }) {
    if (amount === 0) return []
    if (sum + amount > 10) throw full()
    return [{ type: 'Paid', data: { amount, ...(why !== undefined && { why }) } }]
  },
})

export const installation = {
  id: '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11',
  kind: 'demo',
  timeZone: 'Asia/Shanghai',
  hashAlg: 'sha256',
} as const

/** A log with one purse to open and to pay into, and as many processes as a test likes. */
export class PurseHouse {
  readonly store = new MemoryEventStore()
  readonly vault = memoryVault()
  readonly handler = this.aHandler()
  #asks = 0

  aHandler(reference: Ledger['reference'] = () => aReference): Handler {
    const ledger: Ledger = {
      store: this.store,
      vault: this.vault as unknown as Vault,
      installation,
      reference,
      fingerprintSecret: Buffer.alloc(32, 1),
    }
    return new Handler(ledger)
  }

  asking(name: string, input: unknown, more: Partial<Asked> = {}): Asked {
    this.#asks += 1
    return {
      name: `purses.${name}`,
      id: '1',
      input,
      commandId: `command-${this.#asks}`,
      origin: 'live',
      now: '2026-03-02T01:00:00.000Z',
      authorise: () => ({ kind: 'person', id: 'zhang', role: 'agent', unit: 'city' }),
      ...more,
    }
  }

  open(more: Partial<Asked> = {}, by = this.handler, unit = 'north'): Promise<Answer> {
    return by.handle({ aggregate: purse, command: open }, this.asking('open', { unit }, more))
  }

  pay(amount: number, more: Partial<Asked> = {}, by = this.handler, why?: string): Promise<Answer> {
    const input = { amount, ...(why !== undefined && { why }) }
    return by.handle({ aggregate: purse, command: pay }, this.asking('pay', input, more))
  }

  /** Appends what no version of ours wrote. */
  async foreign(type: string, revision: bigint): Promise<void> {
    const link = { installation: installation.id, stream: 'purse-1', revision, previousHash: '' }
    const metadata = { schemaVersion: 1, recordedAt: '2026-03-02T01:00:00.000Z', commandId: 'new', actor: { id: 'x' } }
    const { sealed } = sealEvents('sha256', link, [{ type, dataText: '{}', metadata }])
    await this.store.append('purse-1', sealed, revision - 1n)
  }
}

export const refusal = (code: string, status: number) => expect.objectContaining({ name: 'Refusal', code, status })
