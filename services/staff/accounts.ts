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

type Stretch = { readonly from: string; readonly account: KnownAccount }

/** All accounts in memory, from `staff-*`. */
export class Accounts {
  readonly #byId = new Map<string, KnownAccount>()
  /** What each account was, oldest first: rights are asked about for any past instant. */
  readonly #past = new Map<string, Stretch[]>()
  readonly #byLogin = new Map<string, string>()

  /** Takes in one event; other streams, unknown types and events seen before change nothing. */
  apply(event: RecordedEvent): void {
    if (!event.stream.startsWith(prefix)) return
    const id = event.stream.slice(prefix.length)
    const before = this.#byId.get(id)
    if (before && event.revision <= before.revision) return
    const after = { ...evolved(before ?? noAccount, event), id, revision: event.revision }
    this.#byId.set(id, after)
    const { recordedAt } = JSON.parse(event.metadataText) as Metadata
    const past = this.#past.get(id)
    if (past) past.push({ from: recordedAt, account: after })
    else this.#past.set(id, [{ from: recordedAt, account: after }])
    if (after.login !== '' && !this.#byLogin.has(after.login)) this.#byLogin.set(after.login, id)
  }

  byId(id: string): KnownAccount | undefined {
    return this.#byId.get(id)
  }

  /** The account as it was at an instant (ISO, UTC, milliseconds); undefined before it was opened. */
  byIdAt(id: string, at: string): KnownAccount | undefined {
    return this.#past.get(id)?.findLast(({ from }) => from <= at)?.account
  }

  allAt(at: string): readonly KnownAccount[] {
    return [...this.#byId.keys()].flatMap((id) => this.byIdAt(id, at) ?? [])
  }

  byLogin(login: string): KnownAccount | undefined {
    const id = this.#byLogin.get(login)
    return id === undefined ? undefined : this.#byId.get(id)
  }

  all(): readonly KnownAccount[] {
    return [...this.#byId.values()]
  }
}
