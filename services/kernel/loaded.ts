import type { Aggregate } from './aggregate.ts'
import { noTail, tailAfter, type Tail } from './envelope.ts'
import type { Actor, Metadata } from './event.ts'
import type { RecordedEvent } from './eventStore.ts'

/** What a command id has already led to. */
export type First = {
  readonly fingerprint: string | undefined
  /** The account of the person who sent it; undefined for what acts by itself. */
  readonly by: string | undefined
  revision: bigint
  position: bigint
  types: string[]
}

/** A stream folded up to its tail. */
export type Loaded<State> = {
  readonly state: State
  readonly tail: Tail
  readonly position: bigint
  readonly commands: ReadonlyMap<string, First>
  /** Type of the first event that this version of the product does not know; then nothing may be written. */
  readonly unknown: string | undefined
}

export const nothingLoaded = <State>(initial: State): Loaded<State> => ({
  state: initial,
  tail: noTail,
  position: -1n,
  commands: new Map(),
  unknown: undefined,
})

type AnyFold<State> = Record<string, ((state: State, data: never, envelope: object) => State) | undefined>

/** An event that is not of ours may have nobody. */
const personIn = ({ actor }: { readonly actor?: Actor }) => (actor?.kind === 'person' ? actor.id : undefined)

function notedCommand(commands: Map<string, First>, event: RecordedEvent, metadata: Metadata) {
  const { revision, position, type } = event
  const first = commands.get(metadata.commandId)
  if (first) {
    first.revision = revision
    first.position = position
    first.types.push(type)
  } else {
    const { commandId, fingerprint } = metadata
    commands.set(commandId, { fingerprint, by: personIn(metadata), revision, position, types: [type] })
  }
}

/** Folds further events of a stream; the given value is left as it was. */
export function foldOn<State, Event extends { type: string; data: unknown }>(
  aggregate: Aggregate<State, Event>,
  loaded: Loaded<State>,
  events: readonly RecordedEvent[],
): Loaded<State> {
  let { state, tail, position, unknown } = loaded
  const commands = new Map(loaded.commands)
  const evolve = aggregate.evolve as unknown as AnyFold<State>
  for (const event of events) {
    const metadata = JSON.parse(event.metadataText) as Metadata
    const step = Object.hasOwn(evolve, event.type) ? evolve[event.type] : undefined
    const known = step && metadata.schemaVersion <= (aggregate.catalogue[event.type]?.version ?? 0)
    if (known) state = step(state, JSON.parse(event.dataText) as never, { ...event, metadata })
    else unknown ??= event.type
    tail = tailAfter(tail, event, metadata)
    position = event.position
    notedCommand(commands, event, metadata)
  }
  return { state, tail, position, commands, unknown }
}

/** Least-recently-used streams fall out; what is here is only ever a shortcut, since the append is optimistic. */
export class LoadedStreams {
  readonly #limit: number
  readonly #streams = new Map<string, Loaded<unknown>>()

  constructor(limit = 20_000) {
    this.#limit = limit
  }

  get<State>(stream: string): Loaded<State> | undefined {
    const found = this.#streams.get(stream)
    if (!found) return undefined
    this.#streams.delete(stream)
    this.#streams.set(stream, found)
    return found as Loaded<State>
  }

  set(stream: string, loaded: Loaded<unknown>): void {
    this.#streams.delete(stream)
    this.#streams.set(stream, loaded)
    if (this.#streams.size > this.#limit) {
      const [oldest] = this.#streams.keys()
      if (oldest !== undefined) this.#streams.delete(oldest)
    }
  }

  forget(stream: string): void {
    this.#streams.delete(stream)
  }
}
