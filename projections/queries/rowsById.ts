import { concernedUnits } from '../cases/progress.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import type { WorkListRow } from '../workList/workList.ts'
import type { Asking } from './asking.ts'
import { sightOf } from './viewer.ts'
import type { FoundRow } from './workList.ts'

type Stored = { readonly id: string; readonly revision: number; readonly row: string }

const byIds =
  'SELECT state.id, revision, row FROM json_each(@ids) AS asked JOIN state ON state.id = asked.value ORDER BY asked.key'

/** The rows of these cases in the order asked; what is not there and what is not the viewer's is simply absent. */
export function rowsById(database: Database, ids: readonly string[], { viewer, reference }: Asking): FoundRow[] {
  const sees = sightOf(viewer, reference)
  const stored = prepared(database, byIds).all({ ids: JSON.stringify([...new Set(ids)]) }) as Stored[]
  return stored.flatMap(({ id, revision, row: text }) => {
    const row = JSON.parse(text) as WorkListRow
    const concern = { units: concernedUnits(row.progress), protected: row.facts.identityProtected }
    return sees(concern) ? [{ id, revision, row }] : []
  })
}
