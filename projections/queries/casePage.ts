import type { CasePageRow } from '../casePage/casePage.ts'
import type { Kept } from '../cases/kept.ts'
import { runningClocks, concernedUnits, type Progress } from '../cases/progress.ts'
import type { ContactRow } from '../contacts/contacts.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { maskAddress, maskName, maskNumber } from './masks.ts'
import { categoryNames, unitName, type Names } from './names.ts'
import { openKept, openRow, type Keys } from './opened.ts'
import { assignmentsOf, flagsOf, standingOf } from './shownRow.ts'
import { sightOf, type Viewer } from './viewer.ts'

type Stored = { readonly n: number; readonly revision: number; readonly row: string }
export type FoundCase = {
  readonly id: string
  readonly n: number
  readonly revision: number
  readonly row: CasePageRow
}
type Asking = { readonly viewer: Viewer; readonly reference: Names }

const byId = 'SELECT n, revision, row FROM state WHERE id = ?'

/** The case, or undefined where there is none that this viewer may see: nobody learns which. */
export function caseFor(database: Database, id: string, { viewer, reference }: Asking): FoundCase | undefined {
  const stored = prepared(database, byId).get(id) as Stored | undefined
  if (!stored) return undefined
  const row = JSON.parse(stored.row) as CasePageRow
  const concern = { units: concernedUnits(row.progress), protected: row.document.identityProtected }
  if (!sightOf(viewer, reference)(concern)) return undefined
  return { id, n: stored.n, revision: stored.revision, row }
}

export type FoundContact = { readonly id: string; readonly revision: number; readonly row: ContactRow }

export function contactRow(database: Database, id: string): FoundContact | undefined {
  const stored = prepared(database, byId).get(id) as Stored | undefined
  return stored ? { id, revision: stored.revision, row: JSON.parse(stored.row) as ContactRow } : undefined
}

/** Every case that names this contact, whoever asks. */
export const casesNaming = (database: Database, contact: string): string[] =>
  prepared(database, 'SELECT id FROM contacted JOIN state USING (n) WHERE contact = ?').pluck().all(contact) as string[]

/**
 * Cases that name this contact, as far as the viewer may see them; `isSecret` where none of those can be seen and one is
 * of a citizen who asked for protection: who brought that one is then nobody's to know either.
 */
export function casesOfContact(
  database: Database,
  contact: string,
  { viewer, reference }: Asking,
): { readonly cases: readonly string[]; readonly isSecret: boolean } {
  const sql = 'SELECT id, row FROM contacted JOIN state USING (n) WHERE contact = ? ORDER BY n'
  const sees = sightOf(viewer, reference)
  const all = (prepared(database, sql).all(contact) as { id: string; row: string }[]).map(({ id, row }) => {
    const { document, progress } = JSON.parse(row) as CasePageRow
    return { id, units: concernedUnits(progress), protected: document.identityProtected }
  })
  const cases = all.filter(sees).map(({ id }) => id)
  return { cases, isSecret: cases.length === 0 && all.some((one) => one.protected) }
}

const masked = (kept: Kept | null, mask: (plain: string) => string, [stream, keys]: [string, Keys]) => {
  if (!kept) return null
  const text = openKept(kept, stream, keys)
  return typeof text === 'string' ? mask(text) : text
}

/**
 * Who it was stays masked; `POST /api/contacts/:id/reveal` shows it, with a purpose and on record.
 *
 * @param cases those that the viewer may see: the contact itself may name others
 */
export function shownContact({ id, row, revision }: FoundContact, cases: readonly string[], keys: Keys) {
  const at: [string, Keys] = [`contact-${id}`, keys]
  return {
    id,
    ...row,
    cases,
    callerName: masked(row.callerName, maskName, at),
    callerNumber: masked(row.callerNumber, maskNumber, at),
    callerAddress: masked(row.callerAddress, maskAddress, at),
    reason: masked(row.reason, (text) => text, at),
    revision: String(revision),
  }
}

/** Each with the part that it belongs to, where several units work beside each other; the case's own have none. */
const clocksOf = (progress: Progress) =>
  runningClocks(progress).map((due) => {
    const part = progress.parts.find(({ clocks }) => clocks.includes(due))
    return part ? { ...due, assignmentId: part.id } : due
  })

/** The case as its page shows it. */
export function shownCase({ id, revision, row }: FoundCase, names: Names, keys: Keys) {
  const { document, progress } = row
  const { parts, ...facts } = openRow(document, `case-${id}`, keys) as CasePageRow['document']
  const { clocks: _clocks, parts: _parts, ...standing } = progress
  const { category } = facts
  return {
    case: {
      id,
      ...facts,
      ...standing,
      ...standingOf(progress, names),
      category: category ? { ...category, names: categoryNames(names, category.code) } : null,
      intakeUnitName: unitName(names, document.intakeUnit),
      flags: flagsOf(document.urgency?.value ?? 'normal', progress),
      revision: String(revision),
    },
    assignments: assignmentsOf(progress, names).map((part) => ({ ...part, ...parts[part.id] })),
    clocks: clocksOf(progress),
    revision: String(revision),
  }
}
