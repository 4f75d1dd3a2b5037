import { caseEvents, type CaseEvent } from '../../services/cases/events.ts'
import type { Fold } from '../../services/kernel/event.ts'
import type { Parsed } from '../kernel/parsed.ts'
import { projection, type Change } from '../kernel/projection.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'

/** Whom the case concerns; the entries stand beside it, one per event. */
export type TimelineRow = { readonly units: readonly string[]; readonly protected: boolean; readonly entries: number }

const entered = (row: TimelineRow): TimelineRow => ({ ...row, entries: row.entries + 1 })
const also = (row: TimelineRow, unit: string): TimelineRow =>
  row.units.includes(unit) ? entered(row) : entered({ ...row, units: [...row.units, unit] })

const evolve: Fold<TimelineRow, CaseEvent> = {
  CaseRegistered: (row, { intakeUnit, identityProtected }) =>
    also({ ...row, protected: identityProtected }, intakeUnit),
  ImportedReply: entered,
  AnsweredDirectly: entered,
  Dispatched: (row, { unit }) => also(row, unit),
  SignedFor: entered,
  ContactAttempted: entered,
  HandlingNoted: entered,
  HandlingReported: entered,
  ReportAccepted: entered,
  ReportRejected: entered,
  ReworkOrdered: entered,
  ReturnRequested: entered,
  ReturnApproved: entered,
  ReturnRejected: entered,
  CallbackAttempted: entered,
  CallbackRecorded: entered,
  Closed: entered,
  Reopened: entered,
  CaseReclassified: entered,
  CaseCorrected: entered,
  NoteAdded: entered,
  ContactLinked: entered,
}

const insert = 'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'

function enter(database: Database, n: number, { event, envelope }: Parsed): void {
  const { recordedAt, occurredAt, actor, origin, commandId } = envelope.metadata
  const who = JSON.stringify(actor)
  const values = [event.type, occurredAt, recordedAt, who, origin, commandId, event.dataText] as const
  prepared(database, insert).run(n, Number(event.revision), ...values)
}

function tables(database: Database) {
  return {
    save({ n, events }: Change<TimelineRow>): void {
      for (const parsed of events) enter(database, n, parsed)
    },
  }
}

/** What happened to a case, event by event, with its sealed values. */
export const caseTimeline = projection<TimelineRow, CaseEvent>({
  name: 'caseTimeline',
  version: 1,
  category: 'case',
  catalogue: caseEvents,
  initial: { units: [], protected: false, entries: 0 },
  evolve,
  concerns: ({ units, protected: isProtected }) => ({ units, protected: isProtected }),
  schema: [
    `CREATE TABLE entries (
      n INTEGER NOT NULL, revision INTEGER NOT NULL, type TEXT NOT NULL, occurred_at TEXT NOT NULL, recorded_at TEXT NOT NULL,
      actor TEXT NOT NULL, origin TEXT NOT NULL, command_id TEXT NOT NULL, data TEXT NOT NULL,
      PRIMARY KEY (n, revision)
    ) WITHOUT ROWID`,
  ],
  indexes: [],
  digested: ['SELECT * FROM entries ORDER BY n, revision'],
  announced: true,
  tables,
})
