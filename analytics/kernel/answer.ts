import { setTimeout as sleep } from 'node:timers/promises'

import { Type } from 'typebox'

import { CubesRefused, type Cubes } from './clickhouse.ts'
import { askCounts, askDetail, together } from './counting.ts'
import { bucketParams } from './dimensions.ts'
import type { Feed } from './feed.ts'
import type { MetricRow } from './metric.ts'
import { askPopulations } from './populations.ts'
import type { Asking, Source } from './question.ts'
import type { Reading } from './reading.ts'
import { shaped, type Found, type Totals } from './rows.ts'

const ordinalRow = Type.Object({ ordinal: Type.Integer() })

/** The last event of what was known at an instant, as far as the cubes are fed. */
export async function ordinalAt(cubes: Cubes, instant: number, feed: Feed): Promise<number> {
  if (Date.parse(feed.knownAt) <= instant) return feed.ordinal
  const sql = `SELECT max(ordinal) AS ordinal FROM ${feed.database}.events_raw_v1
    WHERE known_at <= fromUnixTimestamp64Milli({instant:Int64}, 'UTC') AND ordinal <= {fed:UInt64}`
  const [found] = await cubes.ask(sql, { instant, fed: feed.ordinal }, ordinalRow)
  return found?.ordinal ?? 0
}

/** The state that is asked for, and how far the cubes were when that was settled. */
export type Moment = { readonly ordinal: number; readonly feed: Feed }

type Looked<Result> = { readonly result: Result; readonly source: Source }

/**
 * Looks at one exact state of the cubes. The present is a small table that cannot be rewound, so what was seen there counts only
 * if no batch was on its way meanwhile; else the history up to the ordinal is asked, which is exact at any time and slower.
 */
export async function lookedAt<Result>(
  reading: Reading,
  { ordinal, feed }: Moment,
  look: (source: Source) => Promise<Result>,
): Promise<Looked<Result>> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    // A state that was read earlier does as well: what was begun since then shows afterwards.
    const before = attempt === 0 ? feed : await reading.feed()
    if (before.ordinal !== ordinal) break
    if (before.begun === ordinal) {
      const source: Source = { table: 'case_now_v1', database: before.database, ordinal }
      const result = await ifThere(look(source))
      const after = await reading.feed()
      if (result && after.begun === ordinal && after.generation === before.generation)
        return { result: result.of, source }
    } else await sleep(20)
  }
  const { database } = await reading.feed()
  const source: Source = { table: 'case_facts_v1', database, ordinal }
  return { result: await look(source), source }
}

const gone = [60, 81]

/** Undefined where the tables have been replaced by a newer filling while somebody looked. */
async function ifThere<Result>(looking: Promise<Result>): Promise<{ of: Result } | undefined> {
  try {
    return { of: await looking }
  } catch (error) {
    if (error instanceof CubesRefused && gone.includes(error.code)) return undefined
    throw error
  }
}

export type Answered = {
  readonly asking: Asking
  readonly rows: readonly MetricRow[]
  readonly totals: Totals
  readonly source: Source
}

async function found(cubes: Cubes, askings: readonly Asking[], source: Source): Promise<readonly Found[]> {
  const groups = together(askings).map(async (group) => {
    const [counts, details, populations] = await Promise.all([
      askCounts(cubes, group, source),
      Promise.all(group.map((asking) => askDetail(cubes, asking, source))),
      askPopulations(cubes, group, source),
    ])
    return group.map((asking, index) => ({
      asking,
      counts: counts[index] ?? [],
      details: details[index] ?? new Map(),
      populations,
    }))
  })
  const all = (await Promise.all(groups)).flat()
  return askings.flatMap((asking) => all.find((one) => one.asking === asking) ?? [])
}

/** Answers questions about one state; those that differ only in what they count are one scan. */
export async function answers(
  reading: Reading,
  askings: readonly Asking[],
  moment: Moment,
): Promise<readonly Answered[]> {
  const { result, source } = await lookedAt(reading, moment, (from) => found(reading.cubes, askings, from))
  return result.map((one) => {
    const buckets = (bucketParams(one.asking.by, one.asking.scope)['buckets'] ?? []) as readonly number[]
    const real = buckets.filter((bucket) => bucket !== 0)
    return { asking: one.asking, ...shaped(one, real), source }
  })
}
