import { Type } from 'typebox'

import { stamp } from './caseRow.ts'
import type { Cubes } from './clickhouse.ts'
import type { Batch } from './feederState.ts'

/** How far the cubes are. `begun` beyond `ordinal`: a batch is on its way, and part of it may be seen already. */
export type Feed = {
  readonly ordinal: number
  readonly begun: number
  readonly position: string
  /** When the newest fed event was recorded (running maximum). */
  readonly knownAt: string
}

const row = Type.Object({
  ordinal: Type.Integer(),
  begun: Type.Integer(),
  position: Type.String(),
  known: Type.Integer(),
})
const sql = `
  SELECT maxIf(reached, stage = 'fed') AS ordinal, max(reached) AS begun,
    argMaxIf(position, reached, stage = 'fed') AS position,
    toUnixTimestamp64Milli(maxIf(known_at, stage = 'fed')) AS known
  FROM (SELECT stage, feed_v1.ordinal AS reached, position, known_at FROM feed_v1)`

export async function readFeed(cubes: Cubes): Promise<Feed> {
  const [found] = await cubes.ask(sql, {}, row)
  const { ordinal = 0, begun = 0, position = '', known = 0 } = found ?? {}
  return { ordinal, begun, position, knownAt: new Date(known).toISOString() }
}

/** Sends one batch; sending it again changes nothing. */
export async function sendBatch(cubes: Cubes, generation: string, batch: Batch): Promise<void> {
  const { from, to, position, knownAt, raw, changes, changeCount } = batch
  const token = (what: string) => `${generation}:${what}:${from}-${to}`
  const mark = (stage: 'begun' | 'fed') => {
    const at = stamp(new Date().toISOString())
    const known_at = stamp(knownAt)
    const line = JSON.stringify({ generation, stage, ordinal: to, position, known_at, changes: changeCount, at })
    return cubes.insert('feed_v1', Buffer.from(line), token(stage))
  }
  await mark('begun')
  await Promise.all([
    cubes.insert('events_raw_v1', raw, token('raw')),
    cubes.insert('case_facts_v1', changes, token('changes')),
  ])
  await mark('fed')
}
