import type { Aggregate } from './aggregate.ts'
import { changedMeanwhile, notThere, nothingToDo, refuseUnwritable, repeated, type Answer } from './answers.ts'
import type { Command, Context } from './command.ts'
import { sealFacts, type Circumstances } from './envelope.ts'
import type { Actor, Origin } from './event.ts'
import { RevisionConflict, type Appended, type EventStore, type RecordedEvent, type SealedEvent } from './eventStore.ts'
import { fingerprintOf } from './fingerprint.ts'
import { commandNamespace, uuidv5 } from './ids.ts'
import type { Installation } from './installation.ts'
import { foldOn, nothingLoaded, LoadedStreams, type Loaded } from './loaded.ts'
import type { ReferenceData } from './reference.ts'
import { Refusal } from './refusal.ts'
import { Turns } from './turns.ts'
import type { Vault } from './vault.ts'

export type Ledger = {
  readonly store: EventStore
  readonly vault: Vault
  readonly installation: Installation
  /** Dictionaries as in force at an instant. */
  readonly reference: (at: string) => ReferenceData
  readonly fingerprintSecret: Buffer
}

/** One asking of one command. */
export type Asked = {
  readonly name: string
  readonly id: string
  readonly input: unknown
  readonly commandId: string
  readonly origin: Origin
  readonly now: string
  readonly occurredAt?: string | undefined
  readonly channel?: string | undefined
  readonly source?: { readonly system: string; readonly id: string } | undefined
  readonly causationId?: string | undefined
  readonly correlationId?: string | undefined
  /** From If-Match: the revision that the sender has seen. */
  readonly expected?: bigint | undefined
  /** The sender in the role and unit that allow this for one of the units. @throws Refusal (403) where none does */
  readonly authorise: (permission: string, units: readonly string[], reference: ReferenceData) => Actor
  /** Whether a person holds this for one of the units. Absent for what acts by itself: it can give nothing away. */
  readonly sees?: (permission: string, units: readonly string[], reference: ReferenceData) => boolean
  /** What the wiring adds to the context (a case number). Asked only when the command is really decided. */
  readonly extra?: () => Promise<object>
  /** What has to be taken in another stream before this one is written to. Asked only for who may, and for what is not refused. */
  readonly reserve?: () => Promise<void>
}

type AnyEvent = { type: string; data: unknown }
type Pair<State, Event extends AnyEvent> = { aggregate: Aggregate<State, Event>; command: Command<State, Event> }

const attempts = 20

/** The id of what a creating command begins: the same key of the same sender begins the same thing. */
export const createdId = (installation: Installation, category: string, actor: string, key: string) =>
  uuidv5(installation.id, `${category}:${actor}:${key}`)

/** Read, authorise, decide, seal, append: the whole write side. */
export class Handler {
  readonly #ledger: Ledger
  readonly #loaded = new LoadedStreams()
  readonly #turns = new Turns()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  async handle<State, Event extends AnyEvent>(pair: Pair<State, Event>, asked: Asked): Promise<Answer> {
    const stream = `${pair.aggregate.category}-${asked.id}`
    return this.#turns.take(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#once(pair, asked, stream)
        } catch (error) {
          if (!(error instanceof RevisionConflict) || attempt === attempts) throw error
          await this.refresh(pair.aggregate, stream)
        }
      }
    })
  }

  /** The stream folded to its present end; reads only what is new. */
  async refresh<State, Event extends AnyEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
  ): Promise<Loaded<State>> {
    const before = this.#loaded.get<State>(stream) ?? nothingLoaded(aggregate.initial)
    const from = before.tail.revision === 'none' ? 0n : before.tail.revision + 1n
    const { events } = await this.#ledger.store.read(stream, { from })
    const loaded = foldOn(aggregate, before, events)
    this.#loaded.set(stream, loaded)
    return loaded
  }

  async #once<State, Event extends AnyEvent>(pair: Pair<State, Event>, asked: Asked, stream: string): Promise<Answer> {
    const cached = this.#loaded.get<State>(stream)
    const loaded =
      cached ??
      (pair.command.creates ? nothingLoaded(pair.aggregate.initial) : await this.refresh(pair.aggregate, stream))
    try {
      return await this.#decide(pair, asked, stream, loaded)
    } catch (error) {
      // A refusal on a remembered state may rest on what another process has changed since.
      if (!(error instanceof Refusal) || (!cached && !pair.command.creates)) throw error
      const fresh = await this.refresh(pair.aggregate, stream)
      if (fresh.tail.revision === loaded.tail.revision) throw error
      return this.#decide(pair, asked, stream, fresh)
    }
  }

  async #decide<State, Event extends AnyEvent>(
    pair: Pair<State, Event>,
    asked: Asked,
    stream: string,
    loaded: Loaded<State>,
  ): Promise<Answer> {
    const { aggregate, command } = pair
    const fingerprint = this.#fingerprint(asked)
    const first = loaded.commands.get(asked.commandId)
    const reference = this.#ledger.reference(asked.occurredAt ?? asked.now)
    // Who may is judged by the units of today, whenever it is said to have happened.
    const present = this.#ledger.reference(asked.now)
    refuseUnseen(pair, asked, loaded, present)
    const units = command.units?.(asked.input as never, loaded.state) ?? aggregate.units(loaded.state)
    const about = circumstances(asked, asked.authorise(command.permission, units, present), fingerprint)
    if (first) return repeated(asked.id, first, fingerprint, about.actor)
    refuseUnwritable(command.creates === true, loaded, asked.id)
    await this.#refuseStale(asked, stream, loaded)
    const context = await this.#context(asked, about, reference)
    const facts = command.decide(asked.input as never, loaded.state, context)
    if (facts.length === 0) return nothingToDo(asked.id, loaded)
    await asked.reserve?.()
    const writing = {
      installation: this.#ledger.installation,
      vault: this.#ledger.vault,
      catalogue: aggregate.catalogue,
      stream,
      tail: loaded.tail,
      slot: (declared: string, event: AnyEvent) => aggregate.slot?.(declared, event as Event) ?? declared,
    }
    const sealed = await sealFacts(facts, { ...about, versions: reference.versions }, writing)
    const { revision, position } = await this.#ledger.store.append(stream, sealed, loaded.tail.revision)
    this.#loaded.set(stream, foldOn(aggregate, loaded, asRecorded(sealed, stream, { revision, position })))
    return { id: asked.id, revision, position, events: sealed.map(({ type }) => type), repeated: false }
  }

  async #refuseStale({ expected }: Asked, stream: string, loaded: Loaded<unknown>): Promise<void> {
    if (expected === undefined || loaded.tail.revision === expected) return
    throw await changedMeanwhile(this.#ledger.store, stream, expected, loaded)
  }

  #fingerprint({ name, input }: Asked): string {
    return fingerprintOf(this.#ledger.fingerprintSecret, name, input)
  }

  async #context(asked: Asked, about: Omit<Circumstances, 'versions'>, reference: ReferenceData): Promise<Context> {
    const extra = await asked.extra?.()
    return {
      ...extra,
      id: asked.id,
      now: about.now,
      occurredAt: about.occurredAt,
      actor: about.actor,
      origin: asked.origin,
      commandId: asked.commandId,
      reference,
      newId: (name) => uuidv5(commandNamespace, `${asked.id}:${asked.commandId}:${name}`),
    }
  }
}

/** Before anything else is told: a repeated key, a stale revision and a lacking permission would all give it away. */
function refuseUnseen<State, Event extends AnyEvent>(
  { aggregate, command }: Pair<State, Event>,
  { id, sees }: Asked,
  { tail, state }: Loaded<State>,
  reference: ReferenceData,
): void {
  if (command.creates || !sees || !aggregate.sight) return
  const needed = aggregate.sight(state)
  if (tail.revision !== 'none' && needed.every((each) => sees(each, aggregate.units(state), reference))) return
  throw notThere(id)
}

/** What was appended, as the log would give it back. */
function asRecorded(sealed: readonly SealedEvent[], stream: string, { revision, position }: Appended): RecordedEvent[] {
  const start = revision - BigInt(sealed.length - 1)
  return sealed.map((event, index) => ({ ...event, stream, revision: start + BigInt(index), position }))
}

function circumstances(asked: Asked, actor: Actor, fingerprint: string): Omit<Circumstances, 'versions'> {
  const { now, origin, channel, commandId, causationId, correlationId, source } = asked
  const occurredAt = asked.occurredAt ?? now
  return { now, occurredAt, actor, origin, channel, commandId, fingerprint, causationId, correlationId, source }
}
