-- How far the feeder is. A batch is begun before its first row is sent and fed after its last was taken, so that a reader can
-- tell whether what it saw was between two batches.
CREATE TABLE IF NOT EXISTS feed_v1
(
    generation String,
    stage Enum8('begun' = 1, 'fed' = 2),
    ordinal UInt64,
    position String,
    known_at DateTime64(3, 'UTC'),
    changes UInt64,
    at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(ordinal)
ORDER BY (generation, stage)
SETTINGS non_replicated_deduplication_window = 100;
