/** The monthly reports of the peers' W5: four scans and one drill, each in the dialect of who answers. */
export const reports = ['year on year', 'one month', 'departments', 'channels', 'drill'] as const
export type Report = (typeof reports)[number]
export type Dialect = Readonly<Record<Report, string>>

const between = (from: string, until: string) => `created_at >= '${from}' AND created_at < '${until}'`

/** The column of each answer whose sum is the number of cases, by which the answers are compared. */
export const countColumn: Readonly<Record<Report, number>> = {
  'year on year': 3,
  'one month': 2,
  departments: 2,
  channels: 2,
  drill: 1,
}

export const postgres: Dialect = {
  'year on year': `WITH m AS (SELECT date_trunc('month', created_at) mo, category, district, count(*) n, avg(handle_s) / 3600.0 h
    FROM facts WHERE ${between('2024-01-01', '2026-01-01')} GROUP BY 1, 2, 3)
    SELECT a.mo, a.category, a.district, a.n, b.n prev, (a.n - b.n) * 100.0 / nullif(b.n, 0) yoy, a.h FROM m a LEFT JOIN m b
    ON b.mo = a.mo - interval '1 year' AND b.category = a.category AND b.district = a.district
    WHERE a.mo >= '2025-01-01' ORDER BY 1, 2, 3`,
  'one month': `SELECT category, region, count(*) FILTER (WHERE ${between('2025-06-01', '2025-07-01')}) cur,
    count(*) FILTER (WHERE ${between('2025-05-01', '2025-06-01')}) mom,
    count(*) FILTER (WHERE ${between('2024-06-01', '2024-07-01')}) yoy,
    avg(handle_s) FILTER (WHERE ${between('2025-06-01', '2025-07-01')}) / 3600.0 h FROM facts
    WHERE ${between('2025-05-01', '2025-07-01')} OR ${between('2024-06-01', '2024-07-01')}
    GROUP BY 1, 2 ORDER BY cur DESC, 1, 2`,
  departments: `SELECT date_trunc('month', created_at) mo, dept, count(*) n, count(closed_at) closed,
    sum(CASE WHEN closed_at <= due THEN 1 ELSE 0 END) ontime, avg(handle_s) av,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY handle_s) p50, percentile_cont(0.9) WITHIN GROUP (ORDER BY handle_s) p90,
    avg(sat) sat FROM facts GROUP BY 1, 2 ORDER BY 1, 2`,
  channels: `SELECT date_trunc('month', created_at) mo, channel, count(*) n, avg(handle_s) h, avg(sat) s FROM facts
    GROUP BY 1, 2 ORDER BY 1, 2`,
  drill: `SELECT date_trunc('day', created_at) d, count(*) n, avg(handle_s) h FROM facts
    WHERE category = 17 AND region = 5 AND ${between('2025-10-01', '2026-01-01')} GROUP BY 1 ORDER BY 1`,
}

export const duck: Dialect = {
  ...postgres,
  departments: postgres.departments.replaceAll(
    /percentile_cont\(([\d.]+)\) WITHIN GROUP \(ORDER BY handle_s\)/g,
    'quantile_cont(handle_s, $1)',
  ),
}

/** The same from a plain table of just these facts, without any roll-up. */
export const plain: Dialect = {
  'year on year': `WITH m AS (SELECT toStartOfMonth(created_at) AS mo, category, district, count() AS n, avg(handle_s) / 3600 AS h
    FROM facts WHERE ${between('2024-01-01', '2026-01-01')} GROUP BY mo, category, district)
    SELECT a.mo AS mo, a.category AS category, a.district AS district, a.n AS cases, b.n AS prev,
    if(b.n = 0, NULL, (toInt64(a.n) - toInt64(b.n)) * 100. / b.n) AS yoy, a.h AS h
    FROM m AS a LEFT JOIN m AS b ON b.mo = a.mo - INTERVAL 1 YEAR AND b.category = a.category AND b.district = a.district
    WHERE a.mo >= '2025-01-01' ORDER BY 1, 2, 3`,
  'one month': `SELECT category, region, countIf(${between('2025-06-01', '2025-07-01')}) AS cur,
    countIf(${between('2025-05-01', '2025-06-01')}) AS mom, countIf(${between('2024-06-01', '2024-07-01')}) AS yoy,
    avgIf(handle_s, ${between('2025-06-01', '2025-07-01')}) / 3600 AS h FROM facts
    WHERE (${between('2025-05-01', '2025-07-01')}) OR (${between('2024-06-01', '2024-07-01')})
    GROUP BY category, region ORDER BY cur DESC, 1, 2`,
  departments: `SELECT toStartOfMonth(created_at) AS mo, dept, count() AS cases, count(closed_at) AS closed,
    countIf(closed_at <= due) AS ontime, avg(handle_s) AS av, quantileExactInclusive(0.5)(handle_s) AS p50,
    quantileExactInclusive(0.9)(handle_s) AS p90, avg(sat) AS sat FROM facts GROUP BY mo, dept ORDER BY 1, 2`,
  channels: `SELECT toStartOfMonth(created_at) AS mo, channel, count() AS cases, avg(handle_s) AS h, avg(sat) AS s FROM facts
    GROUP BY mo, channel ORDER BY 1, 2`,
  drill: `SELECT toDate(created_at) AS d, count() AS cases, avg(handle_s) AS h FROM facts
    WHERE category = 17 AND region = 5 AND ${between('2025-10-01', '2026-01-01')} GROUP BY d ORDER BY 1`,
}

const seconds = `(toUnixTimestamp64Milli(closed_at) - toUnixTimestamp64Milli(dispatched_at)) / 1000`
/** A mean over signed changes; the ones that cancel each other need not be merged yet. */
const mean = (value: string, when = '1') =>
  `sumIf(sign * (${value}), ${when}) / nullIf(sumIf(sign, (${value}) IS NOT NULL AND ${when}), 0)`
const registered = (from: string, until: string) => `registered_at >= '${from}' AND registered_at < '${until}'`
/** The viewer and the origin, which every question of a metric has. */
const scope = `multiSearchAny(concern_line, ['\\ncity\\n']) AND origin IN ('live')`
const points = `nullIf(indexOf(['no-answer', 'not-asked', 'dissatisfied', 'basically', 'satisfied'], toString(visit_satisfied)), 0)`

/** The same from the table of the product that answers leaders, by its own columns and with a viewer: nothing is made for this. */
export const product: Dialect = {
  'year on year': `SELECT toDate(makeDate(2025, toMonth(registered_at), 1)) AS mo, category, district,
    sumIf(sign, registered_at >= '2025-01-01') AS cases, nullIf(sumIf(sign, registered_at < '2025-01-01'), 0) AS prev,
    (cases - prev) * 100. / prev AS yoy, ${mean(seconds, `registered_at >= '2025-01-01'`)} / 3600 AS h
    FROM case_now_v1 WHERE ${registered('2024-01-01', '2026-01-01')} AND ${scope}
    GROUP BY mo, category, district HAVING cases > 0 ORDER BY 1, 2, 3`,
  'one month': `SELECT category, street AS region, sumIf(sign, ${registered('2025-06-01', '2025-07-01')}) AS cur,
    sumIf(sign, ${registered('2025-05-01', '2025-06-01')}) AS mom,
    sumIf(sign, ${registered('2024-06-01', '2024-07-01')}) AS yoy,
    ${mean(seconds, registered('2025-06-01', '2025-07-01'))} / 3600 AS h FROM case_now_v1
    WHERE ((${registered('2025-05-01', '2025-07-01')}) OR (${registered('2024-06-01', '2024-07-01')})) AND ${scope}
    GROUP BY category, region ORDER BY cur DESC, 1, 2`,
  departments: `SELECT toStartOfMonth(registered_at) AS mo, unit AS dept, count() AS cases, count(closed_at) AS closed,
    countIf(closed_at <= due_at) AS ontime, avg(${seconds}) AS av, p[1] AS p50, p[2] AS p90, avg(${points}) AS sat,
    quantilesExactInclusive(0.5, 0.9)(${seconds}) AS p
    FROM case_now_v1 FINAL WHERE ${scope} GROUP BY mo, dept ORDER BY 1, 2`,
  channels: `SELECT toStartOfMonth(registered_at) AS mo, channel, sum(sign) AS cases, ${mean(seconds)} AS h, ${mean(points)} AS s
    FROM case_now_v1 WHERE ${scope} GROUP BY mo, channel ORDER BY 1, 2`,
  drill: `SELECT toDate(registered_at) AS d, sum(sign) AS cases, ${mean(seconds)} AS h FROM case_now_v1
    WHERE category IN ('17') AND street IN ('5') AND ${registered('2025-10-01', '2026-01-01')} AND ${scope}
    GROUP BY d ORDER BY 1`,
}

const months = (...names: readonly string[]) => names.map((name) => `'${name}-01'`).join(', ')
const of = (month: string) => `month = '${month}-01'`

/** The same from roll-ups for just these reports, kept on insert; the drill goes to the facts. */
export const ownRollUps: Dialect = {
  'year on year': `SELECT makeDate(2025, toMonth(month), 1) AS mo, category, district, sumIf(n, month >= '2025-01-01') AS cases,
    nullIf(sumIf(n, month < '2025-01-01'), 0) AS prev, (toInt64(cases) - toInt64(prev)) * 100. / prev AS yoy,
    sumIf(handled, month >= '2025-01-01') / nullIf(sumIf(handles, month >= '2025-01-01'), 0) / 3600 AS h
    FROM by_district WHERE month >= '2024-01-01' AND month < '2026-01-01'
    GROUP BY mo, category, district HAVING cases > 0 ORDER BY 1, 2, 3`,
  'one month': `SELECT category, region, sumIf(n, ${of('2025-06')}) AS cur, sumIf(n, ${of('2025-05')}) AS mom,
    sumIf(n, ${of('2024-06')}) AS yoy,
    sumIf(handled, ${of('2025-06')}) / nullIf(sumIf(handles, ${of('2025-06')}), 0) / 3600 AS h
    FROM by_region WHERE month IN (${months('2025-06', '2025-05', '2024-06')}) GROUP BY category, region ORDER BY cur DESC, 1, 2`,
  departments: `SELECT month AS mo, dept, cases, closed_cases AS closed, ontime, av, p[1] AS p50, p[2] AS p90, sat FROM (
    SELECT month, dept, sum(n) AS cases, sum(closed) AS closed_cases, sum(on_time) AS ontime,
      sum(handled) / nullIf(sum(handles), 0) AS av, quantilesExactInclusiveMerge(0.5, 0.9)(times) AS p,
      sum(rated) / nullIf(sum(ratings), 0) AS sat FROM by_dept GROUP BY month, dept) ORDER BY 1, 2`,
  channels: `SELECT month AS mo, channel, sum(n) AS cases, sum(handled) / nullIf(sum(handles), 0) AS h,
    sum(rated) / nullIf(sum(ratings), 0) AS s FROM by_channel GROUP BY month, channel ORDER BY 1, 2`,
  drill: plain.drill,
}

const number = (name: string, type = 'Int64') => `${name} SimpleAggregateFunction(sum, ${type})`
const rollUp = (name: string, keys: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) => {
  const columns = ['n', 'handles', 'handled', 'ratings', 'rated', 'closed', 'on_time'].map((column) => number(column))
  const named = Object.keys(keys).join(', ')
  const added = Object.keys(more).map((column) => `, ${more[column] ?? ''} AS ${column}`)
  return [
    `CREATE TABLE ${name} (month Date, ${Object.entries(keys)
      .map(([key, type]) => `${key} ${type}`)
      .join(', ')}, ${columns.join(', ')}${Object.keys(more)
      .map((column) => `, ${column} AggregateFunction(quantilesExactInclusive(0.5, 0.9), UInt32)`)
      .join('')}) ENGINE = AggregatingMergeTree ORDER BY (month, ${named})`,
    `CREATE MATERIALIZED VIEW ${name}_mv TO ${name} AS SELECT toStartOfMonth(created_at) AS month, ${named},
      toInt64(count()) AS n, toInt64(count(handle_s)) AS handles, toInt64(sum(ifNull(handle_s, 0))) AS handled,
      toInt64(count(sat)) AS ratings, toInt64(sum(ifNull(sat, 0))) AS rated, toInt64(count(closed_at)) AS closed,
      toInt64(countIf(ifNull(closed_at <= due, 0))) AS on_time${added.join('')} FROM facts GROUP BY month, ${named}`,
  ]
}

/** Tables of the cubes: the facts in the order of the drill, and the roll-ups that grow with every insert. */
export const cubesSchema: readonly string[] = [
  `CREATE TABLE facts (id UInt64, created_at DateTime('UTC'), closed_at Nullable(DateTime('UTC')), due DateTime('UTC'),
    category UInt8, region UInt16, district UInt8, dept UInt8, channel UInt8, priority UInt8, handle_s Nullable(UInt32),
    sat Nullable(UInt8)) ENGINE = MergeTree ORDER BY (category, region, created_at)`,
  ...rollUp('by_district', { category: 'UInt8', district: 'UInt8' }),
  ...rollUp('by_region', { category: 'UInt8', region: 'UInt16' }),
  ...rollUp('by_channel', { channel: 'UInt8' }),
  ...rollUp(
    'by_dept',
    { dept: 'UInt8' },
    { times: 'quantilesExactInclusiveStateIf(0.5, 0.9)(assumeNotNull(handle_s), handle_s IS NOT NULL)' },
  ),
]

export const tableSql = `CREATE TABLE facts (id bigint, created_at timestamp NOT NULL, closed_at timestamp, due timestamp,
  category smallint, region smallint, district smallint, dept smallint, channel smallint, priority smallint, handle_s int,
  sat smallint)`
