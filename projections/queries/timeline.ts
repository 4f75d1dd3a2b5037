import type { Actor } from '../../services/kernel/event.ts'
import type { TimelineRow } from '../caseTimeline/caseTimeline.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { unitName, type Names } from './names.ts'
import { openData, type Keys } from './opened.ts'
import { sightOf, type Viewer } from './viewer.ts'

type Stored = {
  revision: number
  type: string
  occurred_at: string
  recorded_at: string
  actor: string
  origin: string
  command_id: string
  data: string
}
export type FoundEntry = Omit<Stored, 'data' | 'actor'> & { readonly data: unknown; readonly actor: Actor }
type Asking = { readonly viewer: Viewer; readonly reference: Names }

/** The case's entries, oldest first; undefined where there is no such case for this viewer. */
export function timelineFor(database: Database, id: string, { viewer, reference }: Asking): FoundEntry[] | undefined {
  const found = prepared(database, 'SELECT n, row FROM state WHERE id = ?').get(id) as
    | { n: number; row: string }
    | undefined
  if (!found) return undefined
  const row = JSON.parse(found.row) as TimelineRow
  if (!sightOf(viewer, reference)(row)) return undefined
  const entries = prepared(database, 'SELECT * FROM entries WHERE n = ? ORDER BY revision').all(found.n) as Stored[]
  return entries.map((entry) => ({
    ...entry,
    data: JSON.parse(entry.data) as unknown,
    actor: JSON.parse(entry.actor) as Actor,
  }))
}

/** `nameOf`: the account's name; the log keeps only its id. */
export function shownEntry(
  id: string,
  entry: FoundEntry,
  show: { names: Names; keys: Keys; nameOf: (account: string) => string | undefined },
) {
  const { actor, command_id: commandId } = entry
  const name = show.nameOf(actor.id)
  return {
    revision: String(entry.revision),
    type: entry.type,
    at: entry.occurred_at,
    recordedAt: entry.recorded_at,
    actor: {
      ...actor,
      ...(name === undefined ? {} : { name }),
      ...(actor.unit === undefined ? {} : { unitName: unitName(show.names, actor.unit) }),
    },
    data: openData(entry.data, { stream: `case-${id}`, commandId }, show.keys) as Record<string, unknown>,
    origin: entry.origin,
  }
}
