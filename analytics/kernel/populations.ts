import { Type } from 'typebox'

import type { Cubes } from './clickhouse.ts'
import type { Dimension } from './dimensions.ts'
import type { Asking, Source } from './question.ts'
import { at } from './scope.ts'

const row = Type.Object({ code: Type.String(), population: Type.Integer() })

const placeDimensions: readonly Dimension[] = ['district', 'street', 'community']
export const placeIn = (by: readonly Dimension[]) => by.findIndex((name) => placeDimensions.includes(name))

/** Inhabitants by place as the dictionary had them in force at the as-of moment, as far as it was known. */
export async function askPopulations(
  cubes: Cubes,
  [first]: readonly Asking[],
  { database, ordinal }: Source,
): Promise<ReadonlyMap<string, number>> {
  if (!first || placeIn(first.by) < 0) return new Map()
  const sql = `SELECT JSONExtractString(facts, 'code') AS code,
      argMax(JSONExtractUInt(facts, 'population'), (JSONExtractString(facts, 'inForceFrom'), ordinal)) AS population
    FROM ${database}.events_raw_v1
    WHERE type = 'PlaceDefined' AND ordinal <= {ordinal:UInt64}
      AND parseDateTime64BestEffort(JSONExtractString(facts, 'inForceFrom'), 3, 'UTC') <= ${at('instant')}
    GROUP BY code`
  const rows = await cubes.ask(sql, { ordinal, instant: first.scope.instant }, row)
  return new Map(rows.map(({ code, population }) => [code, population]))
}
