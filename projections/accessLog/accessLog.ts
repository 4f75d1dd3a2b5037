import { accessEvents, type AccessEvent } from '../../services/access/events.ts'
import type { Fold } from '../../services/kernel/event.ts'
import type { Parsed } from '../kernel/parsed.ts'
import { projection, type Change } from '../kernel/projection.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'

/** One session: how much it looked at. What it saw stands beside it, one entry per subject. */
export type AccessRow = { readonly looks: number }

const other = (row: AccessRow): AccessRow => row
const looked = (row: AccessRow): AccessRow => ({ looks: row.looks + 1 })

const evolve: Fold<AccessRow, AccessEvent> = {
  SignedIn: other,
  SignedOut: other,
  SignInRefused: other,
  CaseViewed: looked,
  ContactViewed: looked,
  FieldsRevealed: looked,
  PersonSearched: looked,
  HistoryViewed: looked,
  EvidenceExported: looked,
  RecordingPlayed: looked,
}

type Look = {
  readonly subjects?: readonly string[]
  readonly subject?: string
  readonly fields?: readonly string[]
  readonly purpose?: string
}

const insert = 'INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?, ?)'

function enter(database: Database, n: number, { data, envelope, event }: Parsed): void {
  const { subjects, subject, fields = [], purpose } = data as Look
  const { recordedAt, actor } = envelope.metadata
  for (const seen of new Set(subjects ?? (subject === undefined ? [] : [subject]))) {
    const about = [event.type, recordedAt, actor.id, JSON.stringify(fields), purpose ?? null] as const
    prepared(database, insert).run(n, Number(event.revision), seen, ...about)
  }
}

function tables(database: Database) {
  return {
    save({ n, events }: Change<AccessRow>): void {
      for (const parsed of events) enter(database, n, parsed)
    },
  }
}

/** Who looked at what, when, at which fields and why: by what was seen, and by who saw it. */
export const accessLog = projection<AccessRow, AccessEvent>({
  name: 'accessLog',
  version: 1,
  category: 'access',
  catalogue: accessEvents,
  initial: { looks: 0 },
  evolve,
  // Sessions are nobody's rows: a look is shown to whoever may know about its subject.
  concerns: () => ({ units: [], protected: false }),
  schema: [
    `CREATE TABLE looks (
      n INTEGER NOT NULL, revision INTEGER NOT NULL, subject TEXT NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL,
      account TEXT NOT NULL, fields TEXT NOT NULL, purpose TEXT,
      PRIMARY KEY (n, revision, subject)
    ) WITHOUT ROWID`,
  ],
  indexes: [
    'CREATE INDEX looks_by_subject ON looks (subject, at)',
    'CREATE INDEX looks_by_account ON looks (account, at, n, revision)',
    'CREATE INDEX looks_by_time ON looks (at, n, revision)',
  ],
  digested: ['SELECT * FROM looks ORDER BY n, revision, subject'],
  announced: false,
  tables,
})
