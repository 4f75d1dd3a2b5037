import { caseEvents, nextSteps, type CaseEvent } from '../../services/cases/events.ts'
import { concernedUnits, nearestClock, nextStepOf, noProgress, turnsOf, type Progress } from '../cases/progress.ts'
import { progressFold } from '../cases/progressFold.ts'
import { projection, sideBySide, type Change } from '../kernel/projection.ts'
import { prepared, type Database } from '../kernel/sqlite.ts'
import { listedFactsFold, noFacts, type ListedFacts } from './listedFacts.ts'
import { MarkWriter, marksSchema, type Mark } from './marks.ts'

export type WorkListRow = { readonly facts: ListedFacts; readonly progress: Progress }

const listing = `
  -- what lists are sorted by; instants in milliseconds
  CREATE TABLE listing (
    n INTEGER PRIMARY KEY, step INTEGER NOT NULL, due INTEGER, registered INTEGER NOT NULL, updated INTEGER NOT NULL
  )`

const indexes = [
  'CREATE INDEX IF NOT EXISTS by_due ON listing (due) WHERE due IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS by_registered ON listing (registered)',
  'CREATE INDEX IF NOT EXISTS by_updated ON listing (updated)',
  'CREATE INDEX IF NOT EXISTS by_step_due ON listing (step, due) WHERE due IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS by_step_registered ON listing (step, registered)',
  'CREATE INDEX IF NOT EXISTS by_step_updated ON listing (step, updated)',
]

const save = `INSERT INTO listing VALUES (?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET
  step = excluded.step, due = excluded.due, registered = excluded.registered, updated = excluded.updated`

/** Everything that a list can be narrowed by. */
export function marksOf({ facts, progress }: WorkListRow): Mark[] {
  const { type, category, urgency, channel, origin, identityProtected } = facts
  const marks: Mark[] = [
    `step\n${nextStepOf(progress)}`,
    `type\n${type}`,
    `category\n${category}`,
    `urgency\n${urgency}`,
    `channel\n${channel}`,
    `origin\n${origin}`,
  ]
  if (identityProtected) marks.push('protected\n')
  if (nearestClock(progress)) marks.push('clock\n')
  for (const unit of concernedUnits(progress)) marks.push(`unit\n${unit}`)
  for (const unit of turnsOf(progress)) marks.push(`turn\n${unit}`)
  return marks
}

const instant = (text: string): number => Date.parse(text) || 0

function tables(database: Database) {
  const marks = new MarkWriter(database)
  return {
    save({ n, before, after }: Change<WorkListRow>): void {
      const { facts, progress } = after
      const due = nearestClock(progress)
      const step = nextSteps.indexOf(nextStepOf(progress))
      const times = [due ? instant(due.dueAt) : null, instant(facts.registeredAt), instant(facts.updatedAt)]
      prepared(database, save).run(n, step, ...times)
      marks.change(n, before ? marksOf(before) : [], marksOf(after))
    },
    flush: () => marks.flush(),
  }
}

/** One row per case, found by any combination of filters and in any order. */
export const workList = projection<WorkListRow, CaseEvent>({
  name: 'workList',
  version: 1,
  category: 'case',
  catalogue: caseEvents,
  initial: { facts: noFacts, progress: noProgress },
  evolve: sideBySide<WorkListRow, CaseEvent>(caseEvents, { facts: listedFactsFold, progress: progressFold }),
  concerns: ({ facts, progress }) => ({ units: concernedUnits(progress), protected: facts.identityProtected }),
  schema: [listing, marksSchema],
  indexes,
  digested: [
    'SELECT n, step, due, registered, updated FROM listing ORDER BY n',
    'SELECT kind, value, chunk, bits FROM marks WHERE length(bits) > 0 ORDER BY kind, value, chunk',
  ],
  announced: true,
  tables,
})
