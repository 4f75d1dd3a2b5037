-- The same changes for questions about the present: pairs that cancel each other vanish when parts are merged, so that a
-- million cases are about a million rows. Sums are right whether they are merged yet or not.
CREATE TABLE IF NOT EXISTS case_now_v1 AS case_facts_v1
ENGINE = CollapsingMergeTree(sign)
ORDER BY (registered_at, case_id)
SETTINGS non_replicated_deduplication_window = 100;

CREATE MATERIALIZED VIEW IF NOT EXISTS case_now_mv_v1 TO case_now_v1 AS
SELECT * FROM case_facts_v1;
