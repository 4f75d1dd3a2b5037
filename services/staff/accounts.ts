import type { Envelope, Metadata } from '../kernel/event.ts'
import type { RecordedEvent } from '../kernel/eventStore.ts'
import { noAccount, staff, type Account } from './account.ts'

/** An account as the API process has it at hand. */
export type KnownAccount = Account & { readonly id: string; readonly revision: bigint }

type Step = (state: Account, data: never, envelope: Envelope) => Account

const prefix = `${staff.category}-`

function evolved(state: Account, event: RecordedEvent): Account {
  const evolve = staff.evolve as unknown as Record<string, Step | undefined>
  const step = Object.hasOwn(evolve, event.type) ? evolve[event.type] : undefined
  if (!step) return state
  const metadata = JSON.parse(event.metadataText) as Metadata
  return step(state, JSON.parse(event.dataText) as never, { ...event, metadata })
}

/** All accounts in memory, from `staff-*`. */
export class Accounts {
  readonly #byId = new Map<string, KnownAccount>()
  readonly #byLogin = new Map<string, string>()

  /** Takes in one event; other streams, unknown types and events seen before change nothing. */
  apply(event: RecordedEvent): void {
    if (!event.stream.startsWith(prefix)) return
    const id = event.stream.slice(prefix.length)
    const before = this.#byId.get(id)
    if (before && event.revision <= before.revision) return
    const after = evolved(before ?? noAccount, event)
    this.#byId.set(id, { ...after, id, revision: event.revision })
    if (after.login !== '' && !this.#byLogin.has(after.login)) this.#byLogin.set(after.login, id)
  }

  byId(id: string): KnownAccount | undefined {
    return this.#byId.get(id)
  }

  byLogin(login: string): KnownAccount | undefined {
    const id = this.#byLogin.get(login)
    return id === undefined ? undefined : this.#byId.get(id)
  }

  all(): readonly KnownAccount[] {
    return [...this.#byId.values()]
  }
}
