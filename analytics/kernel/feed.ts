import { Type, type Static } from 'typebox'

import { stamp } from './caseRow.ts'
import { CubesUnavailable, type Cubes } from './clickhouse.ts'
import type { Batch } from './feederState.ts'

/** How far the cubes are that are read. `begun` beyond `ordinal`: a batch is on its way, and part of it may be seen already. */
export type Feed = {
  /** One filling from the log, and the database that it stands in. */
  readonly generation: string
  readonly database: string
  readonly ordinal: number
  readonly begun: number
  readonly position: string
  /** When the newest event about a case was recorded (running maximum). */
  readonly knownAt: string
  /** When the newest batch had arrived, on the feeder's clock. */
  readonly fedAt: string
}

const n = Type.Integer()
const text = Type.String()
const row = Type.Object({
  generation: text,
  database: text,
  stage: text,
  ordinal: n,
  position: text,
  known: n,
  fed: n,
})
type Row = Static<typeof row>

const sql = `SELECT generation, database, stage, ordinal, position, toUnixTimestamp64Milli(known_at) AS known,
  toUnixTimestamp64Milli(at) AS fed FROM feed_v2`

const iso = (ms: number) => new Date(ms).toISOString()
const newest = (rows: readonly Row[], stage: string) =>
  rows
    .filter((one) => one.stage === stage)
    .reduce<Row | undefined>((best, one) => (best && best.ordinal >= one.ordinal ? best : one), undefined)

/** @throws CubesUnavailable where no filling has begun yet */
export async function readFeed(control: Cubes): Promise<Feed> {
  const rows = await control.ask(sql, {}, row)
  const current = newest(rows, 'current')
  if (!current) throw new CubesUnavailable('no cubes have been begun yet')
  return feedOf(
    current,
    rows.filter(({ generation }) => generation === current.generation),
  )
}

function feedOf(current: Row, mine: readonly Row[]): Feed {
  const { generation, database } = current
  const begun = newest(mine, 'begun')?.ordinal ?? 0
  const fed = newest(mine, 'fed') ?? { ordinal: 0, position: '', known: 0, fed: current.fed }
  const { ordinal, position } = fed
  return { generation, database, ordinal, begun, position, knownAt: iso(fed.known), fedAt: iso(fed.fed) }
}

/** One filling: its own tables, and the table of all fillings. */
export type Filling = {
  readonly generation: string
  readonly cubes: Cubes
  readonly control: Cubes
}

type Stage = { readonly stage: 'begun' | 'fed' | 'current'; readonly ordinal: number; readonly batch?: Batch }

function mark({ generation, cubes, control }: Filling, { stage, ordinal, batch }: Stage): Promise<void> {
  const line = JSON.stringify({
    generation,
    database: cubes.database,
    stage,
    ordinal,
    position: batch?.position ?? '',
    known_at: stamp(batch?.knownAt ?? iso(0)),
    changes: batch?.changeCount ?? 0,
    at: stamp(iso(Date.now())),
  })
  return control.insert('feed_v2', Buffer.from(line), `${generation}:${stage}:${ordinal}`)
}

/** From now on this filling is read. */
export const makeCurrent = (filling: Filling): Promise<void> => mark(filling, { stage: 'current', ordinal: Date.now() })

/** Sends one batch; sending it again changes nothing. */
export async function sendBatch(filling: Filling, batch: Batch): Promise<void> {
  const { from, to, raw, changes } = batch
  const token = (what: string) => `${filling.generation}:${what}:${from}-${to}`
  await mark(filling, { stage: 'begun', ordinal: to, batch })
  await Promise.all([
    filling.cubes.insert('events_raw_v1', raw, token('raw')),
    filling.cubes.insert('case_facts_v1', changes, token('changes')),
  ])
  await mark(filling, { stage: 'fed', ordinal: to, batch })
}
