import type { Static, TSchema } from 'typebox'

import type { Actor, Origin } from './event.ts'
import type { ReferenceData } from './reference.ts'
import type { Words } from './refusal.ts'

/** All that a decision may know besides input and state. No clock, no chance: both come in here. */
export type Context = {
  readonly id: string
  /** The writer's clock, becomes `recordedAt`. */
  readonly now: string
  /** When it happened; equals `now` unless back-dated, imported or simulated. */
  readonly occurredAt: string
  readonly actor: Actor
  readonly origin: Origin
  readonly commandId: string
  readonly reference: ReferenceData
  /** An id that is the same whenever the same command is decided again: uuidv5(command id, name). */
  newId(name: string): string
}

/**
 * An imperative as a value: what may be sent, who may send it, and what follows. Route, validation, OpenAPI and the UI's
 * types follow from it.
 */
export type Command<State, Event, Body extends TSchema = TSchema> = {
  readonly summary: Words
  /** Permission that the sender needs (services/staff/permissions.ts). */
  readonly permission: string
  readonly body: Body
  /** True when the command begins its stream: the stream's id is derived from the idempotency key. */
  readonly creates?: boolean
  /** Codes of units; the sender's permission must reach one of them. Omitted: the aggregate's own `units`. */
  units?(input: Static<Body>, state: State): readonly string[]
  /** Throws the Refusal that state and actor alone justify; also asked to show which actions are possible now. */
  possible?(state: State, context: Context): void
  decide(input: Static<Body>, state: State, context: Context): readonly Event[]
}

/** Fixes State and Event, so that each command file names only its own body. */
export const commandsOn =
  <State, Event>() =>
  <Body extends TSchema>(command: Command<State, Event, Body>): Command<State, Event, Body> =>
    command
