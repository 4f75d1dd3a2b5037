-- How far each filling of the cubes is, and which filling is read. A batch is begun before its first row is sent and fed after its
-- last was taken, so that a reader can tell whether what it saw was between two batches. A filling that is built beside the one
-- that is read becomes current by one row: whose `ordinal` (here the milliseconds of that moment) is the greatest.
CREATE TABLE IF NOT EXISTS feed_v2
(
    generation String,
    database String,
    stage Enum8('begun' = 1, 'fed' = 2, 'current' = 3),
    ordinal UInt64,
    position String,
    known_at DateTime64(3, 'UTC'),
    changes UInt64,
    at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(ordinal)
ORDER BY (generation, stage)
SETTINGS non_replicated_deduplication_window = 100;
