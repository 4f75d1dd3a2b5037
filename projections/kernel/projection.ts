import type { EventCatalogue, Fold } from '../../services/kernel/event.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import type { Parsed } from './parsed.ts'
import type { Database } from './sqlite.ts'

type AnyEvent = { type: string; data: unknown }

/** Whom a row concerns: asked before a change of it is told to anybody. */
export type Concern = { readonly units: readonly string[]; readonly protected: boolean }

/** What one commit does to one stream's row. */
export type Change<Row> = {
  readonly id: string
  /** Ordinal of the stream within its category, in log order: the same in every projection of that category. */
  readonly n: number
  readonly before: Row | undefined
  readonly after: Row
  readonly events: readonly Parsed[]
}

/** What a projection keeps beside its rows: indexes that are filled in the same transaction. */
export type Tables<Row> = {
  /** What must be fetched before the transaction begins (data keys). */
  prepare?(changes: readonly Change<Row>[]): Promise<void>
  save(change: Change<Row>): void
  /** After the last `save` of a commit. */
  flush?(): void
  /** These data keys are destroyed: whatever was written with them in plain goes. */
  erase?(keys: readonly string[]): void
}

/** A fold to one row per stream of a category, in a SQLite file of its own. */
export type Projection<Row, Event extends AnyEvent> = {
  readonly name: string
  /** Raise it when the fold changes its meaning: the rows are then built anew, beside the old ones. */
  readonly version: number
  readonly category: string
  readonly catalogue: EventCatalogue
  readonly initial: Row
  /** No default: a new event does not compile until this fold has an answer. */
  readonly evolve: Fold<Row, Event>
  readonly concerns: (row: Row) => Concern
  readonly schema: readonly string[]
  /** Made when the first filling is over. */
  readonly indexes: readonly string[]
  /** Further ordered rows that belong to the digest, besides the rows themselves. */
  readonly digested: readonly string[]
  /** False: changes of this projection are nobody's news. */
  readonly announced: boolean
  readonly tables: (database: Database, vault: Pick<Vault, 'getKeys' | 'secret'>) => Tables<Row>
}

// Row and event types belong together inside one projection; the kernel only carries them.
export type AnyProjection = Projection<unknown, never>

/** Hides the types of one projection at the one place where that is sound. */
export const projection = <Row, Event extends AnyEvent>(value: Projection<Row, Event>): AnyProjection =>
  value as unknown as AnyProjection

/** Folds of the parts of a row, side by side; each still answers every event. */
export function sideBySide<Row extends object, Event extends AnyEvent>(
  types: EventCatalogue,
  parts: { readonly [Name in keyof Row]: Fold<Row[Name], Event> },
): Fold<Row, Event> {
  type Step = (state: unknown, data: unknown, envelope: unknown) => unknown
  const names = Object.keys(parts) as (keyof Row & string)[]
  const stepFor = (type: string) => {
    const steps = names.map((name) => [name, (parts[name] as Record<string, Step>)[type]] as const)
    return (row: Row, data: unknown, envelope: unknown) => {
      const after: Record<string, unknown> = {}
      for (const [name, step] of steps) after[name] = step?.(row[name], data, envelope)
      return after
    }
  }
  return Object.fromEntries(Object.keys(types).map((type) => [type, stepFor(type)])) as unknown as Fold<Row, Event>
}
