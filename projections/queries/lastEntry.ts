import type { Actor } from '../../services/kernel/event.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { unitName, type Names } from './names.ts'

type Shown = { readonly id: string; readonly revision: string }
type Stored = { readonly type: string; readonly recorded_at: string; readonly actor: string }

/** The entry that made the row what it is: what happened, when it came in and who did it. */
export type LastEntry = {
  readonly type: string
  readonly at: string
  readonly by: {
    readonly id: string
    readonly kind: string
    readonly name?: string
    readonly unit?: string
    readonly unitName?: string
  }
}

const atRevision = `SELECT entries.type, recorded_at, actor FROM entries JOIN state USING (n)
  WHERE state.id = ? AND entries.revision = ?`

type Say = { readonly names: Names; readonly nameOf: (account: string) => string | undefined }

/** Null while the time line is behind the list. */
export function lastEntryOf(timelines: Database, { id, revision }: Shown, { names, nameOf }: Say): LastEntry | null {
  const stored = prepared(timelines, atRevision).get(id, Number(revision)) as Stored | undefined
  if (!stored) return null
  const actor = JSON.parse(stored.actor) as Actor
  const name = nameOf(actor.id)
  const by = {
    id: actor.id,
    kind: actor.kind,
    ...(name === undefined ? {} : { name }),
    ...(actor.unit === undefined ? {} : { unit: actor.unit, unitName: unitName(names, actor.unit) }),
  }
  return { type: stored.type, at: stored.recorded_at, by }
}
