import { setTimeout as sleep } from 'node:timers/promises'

import { Type } from 'typebox'

import type { Cubes } from './clickhouse.ts'
import { bucketParams } from './dimensions.ts'
import { readFeed, type Feed } from './feed.ts'
import type { MetricRow } from './metric.ts'
import { askCounts, askDetail, type Asking, type Source } from './question.ts'
import { shaped, type Totals } from './rows.ts'

const ordinalRow = Type.Object({ ordinal: Type.Integer() })

/** The last event of what was known at an instant, as far as the cubes are fed. */
export async function ordinalAt(cubes: Cubes, instant: number, feed: Feed): Promise<number> {
  if (Date.parse(feed.knownAt) <= instant) return feed.ordinal
  const sql = `SELECT max(ordinal) AS ordinal FROM events_raw_v1
    WHERE known_at <= fromUnixTimestamp64Milli({instant:Int64}, 'UTC') AND ordinal <= {fed:UInt64}`
  const [found] = await cubes.ask(sql, { instant, fed: feed.ordinal }, ordinalRow)
  return found?.ordinal ?? 0
}

/** The state that is asked for, and how far the cubes were when that was settled. */
export type Moment = { readonly ordinal: number; readonly feed: Feed }

/**
 * Looks at one exact state of the cubes. The present is a small table that cannot be rewound, so what was seen there counts only
 * if no batch was on its way meanwhile; else the history up to the ordinal is asked, which is exact at any time and slower.
 */
export async function lookedAt<Result>(
  cubes: Cubes,
  { ordinal, feed }: Moment,
  look: (source: Source) => Promise<Result>,
): Promise<{ result: Result; source: Source['table'] }> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    // A state that was read earlier does as well: what was begun since then shows afterwards.
    const before = attempt === 0 ? feed : await readFeed(cubes)
    if (before.ordinal !== ordinal) break
    if (before.begun === ordinal) {
      const result = await look({ table: 'case_now_v1', ordinal })
      const after = await readFeed(cubes)
      if (after.begun === ordinal) return { result, source: 'case_now_v1' }
    } else await sleep(20)
  }
  return { result: await look({ table: 'case_facts_v1', ordinal }), source: 'case_facts_v1' }
}

export type Answered = {
  readonly rows: readonly MetricRow[]
  readonly totals: Totals
  readonly source: Source['table']
}

export async function answer(cubes: Cubes, asking: Asking, moment: Moment): Promise<Answered> {
  const { result, source } = await lookedAt(cubes, moment, (from) =>
    Promise.all([askCounts(cubes, asking, from), askDetail(cubes, asking, from)]),
  )
  const [found, details] = result
  const buckets = (bucketParams(asking.by, asking.scope)['buckets'] ?? []) as readonly number[]
  return {
    ...shaped(
      asking,
      found,
      details,
      buckets.filter((bucket) => bucket !== 0),
    ),
    source,
  }
}
