-- Hourly roll-ups of the present. One case counts once on each axis: in the hour it was registered, closed, and due.
CREATE TABLE IF NOT EXISTS case_hours_v1
(
    axis Enum8('registered' = 1, 'closed' = 2, 'due' = 3),
    hour DateTime('UTC'),
    category LowCardinality(String),
    unit LowCardinality(String),
    district LowCardinality(String),
    channel LowCardinality(String),
    type LowCardinality(String),
    origin LowCardinality(String),
    cases Int64,
    closed Int64,
    on_time Int64,
    answered Int64,
    reworked Int64,
    valid Int64,
    contacted Int64,
    solved Int64,
    satisfied Int64,
    basically Int64,
    handling_seconds Int64,
    working_seconds Int64
)
ENGINE = SummingMergeTree
ORDER BY (axis, hour, category, unit, district, channel, type, origin)
SETTINGS non_replicated_deduplication_window = 100;

CREATE MATERIALIZED VIEW IF NOT EXISTS case_hours_mv_v1 TO case_hours_v1 AS
SELECT
    axis,
    toStartOfHour(toDateTime(assumeNotNull(at), 'UTC')) AS hour,
    category,
    unit,
    district,
    channel,
    type,
    origin,
    sum(sign) AS cases,
    sum(sign * (status = 'closed')) AS closed,
    sum(sign * ifNull(closed_at <= due_at, 0)) AS on_time,
    sum(sign * answered) AS answered,
    sum(sign * (reworks > 0)) AS reworked,
    sum(sign * visit_valid) AS valid,
    sum(sign * visit_valid * (visit_contacted = 'yes')) AS contacted,
    sum(sign * visit_valid * (visit_solved = 'yes')) AS solved,
    sum(sign * visit_valid * (visit_satisfied = 'satisfied')) AS satisfied,
    sum(sign * visit_valid * (visit_satisfied = 'basically')) AS basically,
    sum(sign * ifNull(dateDiff('second', dispatched_at, closed_at), 0)) AS handling_seconds,
    sum(sign * toInt64(ifNull(case_facts_v1.working_seconds, 0))) AS working_seconds
FROM case_facts_v1
ARRAY JOIN ['registered', 'closed', 'due'] AS axis, [toNullable(registered_at), closed_at, due_at] AS at
WHERE at IS NOT NULL
GROUP BY axis, hour, category, unit, district, channel, type, origin;
