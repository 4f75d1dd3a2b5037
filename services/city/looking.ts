import { accessEvents, accessStream } from '../access/events.ts'
import type { Metadata } from '../kernel/event.ts'
import type { Ledger } from '../kernel/handle.ts'
import { recorderOf, type Recorder } from '../kernel/recorder.ts'
import type { Dispatch } from './act.ts'
import { Chance } from './chance.ts'
import { iso } from './hours.ts'
import type { TimedCommand } from './life.ts'

/** So many sessions are remembered; a city's people have some sixty a day. */
const remembered = 2_000
const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** The address of somebody's desk in the house's own network. */
function addressOf(account: string): string {
  const chance = new Chance('desk', account)
  return `10.24.${chance.int(1, 30)}.${chance.int(10, 240)}`
}

/** Has looks recorded as the API does: on the stream of a session, which begins with a sign-in. Nothing is written twice. */
export class Looking implements Dispatch {
  readonly #store: Ledger['store']
  readonly #recorder: Recorder
  readonly #sessions = new Map<string, Promise<Set<string>>>()

  constructor({ store, vault, installation }: Ledger) {
    this.#store = store
    const now = () => iso(Date.now())
    this.#recorder = recorderOf({ store, vault, installation, catalogue: accessEvents, now })
  }

  async send({ id: session, at, by, key, body }: TimedCommand): ReturnType<Dispatch['send']> {
    const stream = accessStream(session)
    const look = body() as { readonly type: string; readonly data: unknown }
    const done = await this.#doneIn(stream)
    // The sign-in, then the looks in their order.
    const [, first = key] = done
    const types = first === key ? ['SignedIn', look.type] : [look.type]
    if (done.has(key)) return { events: types, repeated: true }
    const begins = done.size === 0
    done.add(session).add(key)
    const about = { actor: { kind: 'simulator', id: by.id }, origin: 'synthetic' } as const
    const signedIn = { type: 'SignedIn', data: { account: by.id, address: addressOf(by.id), userAgent: browser } }
    // Both at once: what comes next to this stream stands behind them.
    await Promise.all([
      ...(begins
        ? [this.#recorder.record(stream, [signedIn], { ...about, commandId: session, now: iso(at - 25_000) })]
        : []),
      this.#recorder.record(stream, [look], { ...about, commandId: key, now: iso(at) }),
    ])
    return { events: types, repeated: false }
  }

  /** Keys of the looks that the session's stream has already. */
  #doneIn(stream: string): Promise<Set<string>> {
    const known = this.#sessions.get(stream)
    if (known) return known
    const read = this.#store
      .read(stream)
      .then(({ events }) => new Set(events.map(({ metadataText }) => (JSON.parse(metadataText) as Metadata).commandId)))
    this.#sessions.set(stream, read)
    const [oldest] = this.#sessions.size > remembered ? this.#sessions.keys() : []
    if (oldest !== undefined) this.#sessions.delete(oldest)
    return read
  }
}
