import { createHash } from 'node:crypto'

import { Type } from 'typebox'

import type { Cubes } from './clickhouse.ts'

/** One number per table that does not depend on the order of rows, nor on what has been merged yet. */
const hash = (columns: string) => `cityHash64(formatRow('JSONEachRow', ${columns}))`
const keys = 'axis, hour, category, unit, district, channel, type, origin'
const sums =
  'cases, closed, on_time, answered, reworked, valid, contacted, solved, satisfied, basically, handling_seconds, working_seconds'
const summed = sums.split(', ').map((name) => `sum(${name}) AS ${name}_sum`)

const parts: Readonly<Record<string, string>> = {
  events_raw_v1: `SELECT toString(count()) AS rows, toString(sum(${hash('*')})) AS sum FROM events_raw_v1`,
  case_facts_v1: `SELECT toString(count()) AS rows, toString(sum(${hash('*')})) AS sum FROM case_facts_v1`,
  case_now_v1: `SELECT toString(sum(sign)) AS rows,
    toString(sum(sign * reinterpretAsInt64(${hash('* EXCEPT (sign, ordinal, known_at)')}))) AS sum FROM case_now_v1`,
  case_hours_v1: `SELECT toString(sum(cases_sum)) AS rows, toString(sum(${hash('*')})) AS sum FROM (
    SELECT ${keys}, ${summed.join(', ')} FROM case_hours_v1 GROUP BY ${keys}
    HAVING ${sums
      .split(', ')
      .map((name) => `${name}_sum != 0`)
      .join(' OR ')})`,
}

export type CubesDigest = { readonly digest: string; readonly tables: Readonly<Record<string, string>> }

const row = Type.Object({ rows: Type.String(), sum: Type.String() })

/** The same log gives the same digest, on whatever machine and however often it was interrupted. */
export async function cubesDigest(cubes: Cubes): Promise<CubesDigest> {
  const tables: Record<string, string> = {}
  for (const [name, sql] of Object.entries(parts)) {
    const [found] = await cubes.ask(`${sql} SETTINGS max_execution_time = 0`, {}, row)
    tables[name] = `${found?.rows ?? ''}:${found?.sum ?? ''}`
  }
  return { digest: createHash('sha256').update(JSON.stringify(tables)).digest('hex'), tables }
}
