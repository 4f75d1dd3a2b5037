import type { EventCatalogue, Fold } from './event.ts'

/** One kind of stream: its facts, the state that they fold to, and who is concerned. */
export type Aggregate<State, Event extends { type: string; data: unknown }> = {
  /** Streams are `${category}-${id}`. No hyphen here: EventStoreDB cuts the category at the first one. */
  readonly category: string
  readonly catalogue: EventCatalogue
  readonly initial: State
  readonly evolve: Fold<State, Event>
  /** Codes of the units that this thing concerns: permissions are asked against them. Empty: only the root's. */
  units(state: State): readonly string[]
  /** Permissions that a person needs for one of the units to learn that the thing is there at all; by default none. */
  sight?(state: State): readonly string[]
  /** Data-key slot for a personal field; by default the field's own slot name. */
  slot?(declared: string, event: Event): string
}
