import { Type } from 'typebox'

import type { Cubes } from './clickhouse.ts'
import type { Mark } from './feederState.ts'

const n = Type.Integer()
const row = Type.Object({ events: n, reached: n, changes: n, cases: n, now: n, hours: n })
const sql = `
  SELECT
    (SELECT count() FROM events_raw_v1) AS events,
    (SELECT max(ordinal) FROM events_raw_v1) AS reached,
    (SELECT count() FROM case_facts_v1) AS changes,
    (SELECT sum(sign) FROM case_facts_v1) AS cases,
    (SELECT sum(sign) FROM case_now_v1) AS now,
    (SELECT sum(cases) FROM case_hours_v1 WHERE axis = 'registered') AS hours`

/** What the cubes lack or have too much of, compared with what was sent; undefined where all is there once. */
export async function shortfall(cubes: Cubes, mark: Mark): Promise<string | undefined> {
  const [found] = await cubes.ask(sql, {}, row)
  if (!found) return 'the cubes do not answer'
  const { events, reached, changes, cases, now, hours } = found
  const wrong = [
    [events, mark.ordinal, 'events'],
    [reached, mark.ordinal, 'as last event'],
    [changes, mark.changeCount, 'changes'],
    [now, cases, 'cases in the present'],
    [hours, cases, 'cases in the roll-up'],
  ] as const
  const first = wrong.find(([is, should]) => is !== should)
  return first && `${first[0]} ${first[2]} where ${first[1]} are due`
}
