-- Every event of the log, in its order, without anything personal: a new metric can look back.
-- `known_at` is the running maximum of the `recorded_at` of cases' events: what was known of them at T is the prefix with
-- known_at <= T.
CREATE TABLE IF NOT EXISTS events_raw_v1
(
    ordinal UInt64,
    known_at DateTime64(3, 'UTC'),
    recorded_at DateTime64(3, 'UTC'),
    occurred_at DateTime64(3, 'UTC'),
    id UUID,
    type LowCardinality(String),
    category LowCardinality(String),
    -- Empty for streams whose name could say whom they are about.
    stream String,
    revision UInt32,
    origin LowCardinality(String),
    actor_kind LowCardinality(String),
    actor_role LowCardinality(String),
    actor_unit LowCardinality(String),
    -- Fields of the event that are codes, numbers or instants, as JSON.
    facts String CODEC(ZSTD(1)),
    INDEX known_at known_at TYPE minmax GRANULARITY 1,
    INDEX type type TYPE set(100) GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY ordinal
SETTINGS non_replicated_deduplication_window = 100;
