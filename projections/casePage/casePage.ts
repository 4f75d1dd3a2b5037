import { caseEvents, type CaseEvent } from '../../services/cases/events.ts'
import { concernedUnits, noProgress, type Progress } from '../cases/progress.ts'
import { progressFold } from '../cases/progressFold.ts'
import { projection, sideBySide, type Change } from '../kernel/projection.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { noDocument, type Document } from './document.ts'
import { documentFold } from './documentFold.ts'

export type CasePageRow = { readonly document: Document; readonly progress: Progress }

const contactsOf = ({ document }: CasePageRow): string[] => [
  ...(document.contact === null ? [] : [document.contact]),
  ...document.links.map(({ contact }) => contact),
]

function tables(database: Database) {
  return {
    save({ n, before, after }: Change<CasePageRow>): void {
      const known = new Set(before ? contactsOf(before) : [])
      for (const contact of contactsOf(after)) {
        if (!known.has(contact)) prepared(database, 'INSERT OR IGNORE INTO contacted VALUES (?, ?)').run(contact, n)
      }
    },
  }
}

/** The whole case as it is now. */
export const casePage = projection<CasePageRow, CaseEvent>({
  name: 'casePage',
  version: 1,
  category: 'case',
  catalogue: caseEvents,
  initial: { document: noDocument, progress: noProgress },
  evolve: sideBySide<CasePageRow, CaseEvent>(caseEvents, { document: documentFold, progress: progressFold }),
  concerns: ({ document, progress }) => ({ units: concernedUnits(progress), protected: document.identityProtected }),
  schema: [
    'CREATE TABLE contacted (contact TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (contact, n)) WITHOUT ROWID',
  ],
  indexes: [],
  digested: ['SELECT contact, n FROM contacted ORDER BY contact, n'],
  announced: true,
  tables,
})
