import { Type, type Static, type TSchema } from 'typebox'

import type { JsonObject } from './eventStore.ts'

/** A fact in the past tense. Data survives JSON unchanged, so instants are ISO strings. */
export type DomainEvent<Name extends string = string, Data extends JsonObject = JsonObject> = {
  readonly type: Name
  readonly data: Data
}

/** A personal value at rest: AES-256-GCM under the data key `$key`; unreadable once the vault has destroyed that key. */
export type Sealed = { readonly $key: string; readonly $sealed: string }

/** Plain when a decider writes it, sealed when it comes from the log. */
export type Personal = string | Sealed

/**
 * Marks a field as personal. The slot names the data key within the stream: `text` for free text,
 * `person` (+ `:<contact id>` by `personSlot`) for who the citizen is, `party` for whom the complaint is about.
 */
export const personal = (slot: 'text' | 'person' | 'party', options: { maxLength?: number; minLength?: number } = {}) =>
  Type.Unsafe<Personal>(Type.String({ ...options, personal: slot }))

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && '$sealed' in value

export type EventSchema = { readonly version: number; readonly data: TSchema }

/** The facts of one kind of stream: every event type with its version and the schema of its data. */
export type EventCatalogue = Readonly<Record<string, EventSchema>>

/** The union of events that a catalogue describes. */
export type EventsOf<Catalogue extends EventCatalogue> = {
  [Name in keyof Catalogue & string]: { readonly type: Name; readonly data: Static<Catalogue[Name]['data']> }
}[keyof Catalogue & string]

/** One function for every event type; a new event does not compile until each fold has an answer. */
export type Fold<State, Event extends { type: string; data: unknown }> = {
  readonly [Name in Event['type']]: (
    state: State,
    data: Extract<Event, { type: Name }>['data'],
    envelope: Envelope,
  ) => State
}

export const unchanged = <State>(state: State): State => state

export type ActorKind = 'person' | 'automation' | 'import' | 'simulator'

export type Actor = {
  readonly kind: ActorKind
  readonly id: string
  readonly role?: string
  /** Code of the unit for which the actor acts. */
  readonly unit?: string
  readonly onBehalfOf?: string
}

export type Origin = 'live' | 'import' | 'synthetic'

/** The metadata of every event: who, when, why, by which rules, and the proof. `hash` is always the last property. */
export type Metadata = {
  readonly schemaVersion: number
  /** The writer's clock; never goes back within a stream. */
  readonly recordedAt: string
  /** When it happened; may lie before `recordedAt` (back-dated entry). */
  readonly occurredAt: string
  readonly actor: Actor
  readonly origin: Origin
  readonly channel?: string
  readonly commandId: string
  /** HMAC of the command's name and body under the installation's secret: tells a repeated key with another body. */
  readonly fingerprint?: string
  readonly causationId?: string
  readonly correlationId?: string
  /** Revisions of the dictionaries in force. */
  readonly versions: DictionaryVersions
  readonly source?: { readonly system: string; readonly id: string }
  /** Data keys that this event introduces to its stream, by slot. */
  readonly keys?: Readonly<Record<string, string>>
  readonly hashAlg: string
  readonly hash: string
}

export type DictionaryVersions = {
  readonly organisation: number
  readonly categories: number
  readonly calendar: number
  readonly policy: number
}

/** What a fold may know of an event besides its data. */
export type Envelope = {
  readonly id: string
  readonly stream: string
  readonly revision: bigint
  readonly position: bigint
  readonly metadata: Metadata
}

export const noDictionaries: DictionaryVersions = { organisation: -1, categories: -1, calendar: -1, policy: -1 }
