import type { Cubes } from '../../analytics/kernel/clickhouse.ts'

/** Streets lie in districts, units are streets' offices: a prefecture-level city. */
const columns = `
  case_id, case_number, origin, type, type_registered, category, category_registered, category_path, category_path_registered,
  urgency, urgency_registered, district, district_registered, street, street_registered, channel, caller_kind, identity, language,
  intake_unit, unit, unit_path, concerns, status, closure_kind, registered_at, dispatched_at, signed_at, closed_at, due_at,
  dispatches, reworks, answered, visit_valid, visit_contacted, visit_solved, visit_satisfied, lon, lat`

const from = `toDateTime64('2024-01-01 00:00:00', 3, 'UTC')`

/** One row per case and stage; a stage takes the one before away, as the feeder's changes do. */
const select = (cases: number) => `
  WITH cityHash64(number) AS h, cityHash64(h) AS g,
    number AS id,
    leftPad(toString(1 + h % 12), 2, '0') AS c1,
    concat(c1, leftPad(toString(1 + intDiv(h, 12) % 4), 2, '0')) AS c2,
    concat(c2, leftPad(toString(1 + intDiv(h, 48) % 4), 2, '0')) AS c3,
    concat('d', toString(intDiv(g, 7) % 10)) AS where_district,
    concat(where_district, '-', toString(intDiv(g, 70) % 10)) AS where_street,
    ${from} + toIntervalMillisecond(toInt64(id * (400 * 86400000. / ${cases}))) AS begun,
    begun + toIntervalMinute(5 + h % 60) AS sent,
    sent + toIntervalHour(2 + intDiv(g, 700) % 200) AS done,
    intDiv(h, 1000) % 10 < 3 AS direct,
    if(takes = 1, stage - 1, stage) AS seen
  SELECT
    if(takes, -1, 1) AS sign, id * 8 + stage AS ordinal, begun + toIntervalHour(stage) AS known_at,
    concat('b', toString(id)) AS case_id, toString(id) AS case_number, 'synthetic' AS origin,
    ['complaint', 'consultation', 'help', 'suggestion'][1 + g % 4] AS type, type AS type_registered,
    c3 AS category, c3 AS category_registered, [c1, c2, c3] AS category_path, category_path AS category_path_registered,
    if(h % 9 = 0, 'urgent', 'normal') AS urgency, urgency AS urgency_registered,
    where_district AS district, where_district AS district_registered, where_street AS street, where_street AS street_registered,
    ['phone', 'web', 'app', 'wechat', 'mail'][1 + intDiv(g, 11) % 5] AS channel,
    if(g % 8 = 0, 'enterprise', 'person') AS caller_kind, 'real-name' AS identity, 'zh-CN' AS language,
    'hotline' AS intake_unit, if(seen >= 2 AND NOT direct, where_street, 'hotline') AS unit,
    if(unit = 'hotline', ['city', 'hotline'], ['city', where_district, where_street]) AS unit_path,
    if(unit = 'hotline', unit_path, ['city', 'hotline', where_district, where_street]) AS concerns,
    if(seen = 4, 'closed', 'open') AS status, if(seen = 4, 'solved', '') AS closure_kind,
    begun AS registered_at,
    if(seen >= 2 AND NOT direct, sent, NULL) AS dispatched_at, if(seen >= 3 AND NOT direct, sent, NULL) AS signed_at,
    if(seen = 4, done, NULL) AS closed_at, if(dispatched_at IS NULL, NULL, sent + toIntervalHour(120)) AS due_at,
    toUInt16(dispatched_at IS NOT NULL) AS dispatches, toUInt16(seen = 4 AND g % 11 = 0) AS reworks, direct AS answered,
    seen = 4 AND NOT direct AND g % 5 < 3 AS visit_valid,
    if(visit_valid, ['yes', 'yes', 'no'][1 + h % 3], '') AS visit_contacted,
    if(visit_valid, ['yes', 'yes', 'no'][1 + intDiv(h, 3) % 3], '') AS visit_solved,
    if(visit_valid, ['satisfied', 'satisfied', 'basically', 'dissatisfied'][1 + intDiv(h, 9) % 4], '') AS visit_satisfied,
    round(117 + (g % 300) / 1000, 3) AS lon, round(36 + (h % 300) / 1000, 3) AS lat
  FROM numbers(${cases})
  ARRAY JOIN [1, 2, 2, 3, 3, 4, 4] AS stage, [0, 1, 0, 1, 0, 1, 0] AS takes
  -- A fortieth is still with its unit.
  WHERE stage <= 2 OR h % 40 != 0`

/** Fills `case_facts_v1` as that many cases would, each registered, dispatched, signed for and closed: seven changes a case. */
export async function millionCases(cubes: Cubes, cases: number): Promise<number> {
  await cubes.run(
    `INSERT INTO case_facts_v1 (sign, ordinal, known_at, ${columns}) ${select(cases)} SETTINGS max_memory_usage = 0`,
  )
  const ordinal = cases * 8 + 8
  const at = `now64(3)`
  const row = (stage: string) => `('bench', '${cubes.database}', '${stage}', ${ordinal}, '1', ${at}, 0, ${at})`
  await cubes.run(`INSERT INTO feed_v2 VALUES ${row('begun')}, ${row('fed')}`)
  return ordinal
}
