-- Wherry's tables. The contracts' migrations create the tables of the events.

CREATE TABLE quarantine (
    topic          text        NOT NULL,
    partition      integer     NOT NULL,
    record_offset  bigint      NOT NULL,
    key            text,
    feed           text,
    file           text,
    "offset"       bigint,
    line           bigint,
    reasons        jsonb       NOT NULL,
    event          bytea,
    full_size      bigint,
    quarantined_at timestamptz NOT NULL,
    record_headers bytea,
    resolved_at    timestamptz,
    tried_at       timestamptz,
    PRIMARY KEY (topic, partition, record_offset)
);

COMMENT ON TABLE quarantine IS 'Events that violate their contract or that PostgreSQL rejected, with all reasons. Open while resolved_at is null.';
COMMENT ON COLUMN quarantine.topic IS 'With partition and record_offset: the record that held the event. invalid.<feed>: broke its contract; state.<type>: rejected by PostgreSQL.';
COMMENT ON COLUMN quarantine.key IS 'The record''s key: of invalid.<feed> the file, of state.<type> the key of the row.';
COMMENT ON COLUMN quarantine.feed IS 'The directory below the inbox that the event came from.';
COMMENT ON COLUMN quarantine.file IS 'The event''s file, relative to the inbox.';
COMMENT ON COLUMN quarantine."offset" IS 'The byte offset of the event in its file.';
COMMENT ON COLUMN quarantine.line IS 'Of a CSV row: the line of its file on which it starts, from 1.';
COMMENT ON COLUMN quarantine.reasons IS 'An array of {code, pointer, message}; pointer is the place in the event as a JSON pointer.';
COMMENT ON COLUMN quarantine.event IS 'The event''s bytes, verbatim: convert_from(event, ''UTF8'') shows them. Its beginning only where full_size is set. Of state.<type>, null: the deletion of the row.';
COMMENT ON COLUMN quarantine.record_headers IS 'Of state.<type> only: the record''s headers, with which the row can be written again without Kafka.';
COMMENT ON COLUMN quarantine.resolved_at IS 'When the row got into its table (or was deleted) after all, or a newer event of its key was written. Null: open.';
COMMENT ON COLUMN quarantine.tried_at IS 'When the row was last tried again. Null: not since it was rejected.';
COMMENT ON COLUMN quarantine.full_size IS 'The event''s full size in bytes, if only its beginning is stored.';

CREATE INDEX quarantine_feed ON quarantine (feed, quarantined_at);

-- The rows that the sink tries again: another row may make room for them. The sink's query repeats the condition.
CREATE INDEX quarantine_retries ON quarantine (tried_at NULLS FIRST)
WHERE resolved_at IS NULL AND reasons -> 0 ->> 'code' IN ('sqlstate_23001', 'sqlstate_23503', 'sqlstate_23505', 'sqlstate_23P01');

-- A hash index, because a key of any length must be storable.
CREATE INDEX quarantine_open_key ON quarantine USING hash (key)
WHERE resolved_at IS NULL AND record_headers IS NOT NULL;

-- Updated with every batch: free space in the page allows updates without touching the index.
CREATE TABLE ledger_counts (
    feed    text   NOT NULL,
    outcome text   NOT NULL,
    part    text   NOT NULL,
    events  bigint NOT NULL,
    PRIMARY KEY (feed, outcome, part)
) WITH (fillfactor = 50);

COMMENT ON TABLE ledger_counts IS 'The number of events by outcome and by the stream task that counted them. The view ledger adds them up.';

CREATE VIEW ledger AS
SELECT feed, outcome, sum(events)::bigint AS events
FROM ledger_counts
GROUP BY feed, outcome;

COMMENT ON VIEW ledger IS 'The number of events of each feed by outcome.';

CREATE TABLE wherry_erasures (
    type          text        NOT NULL,
    key_digest    text        NOT NULL,
    events        bigint      NOT NULL,
    erased_at     timestamptz NOT NULL,
    first_offsets jsonb       NOT NULL,
    PRIMARY KEY (type, key_digest)
);

COMMENT ON TABLE wherry_erasures IS 'Entities that `wherry erase` has erased. A rebuild keeps it.';
COMMENT ON COLUMN wherry_erasures.key_digest IS 'salt:digest, both hex; the digest is the SHA-256 of the salt''s bytes, the type, a zero byte and the key.';
COMMENT ON COLUMN wherry_erasures.events IS 'The number of raw events erased, without copies in files.';
COMMENT ON COLUMN wherry_erasures.first_offsets IS 'An array of {topic, partition, offset}: where the raw partitions begin since then.';

CREATE TABLE wherry_offsets (
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    next_offset bigint      NOT NULL,
    written_at  timestamptz NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

COMMENT ON TABLE wherry_offsets IS 'The first record of each partition that is not yet in this database. Written in the transaction that writes the rows: never change it while a sink runs.';

CREATE TABLE wherry_contracts (
    type        text        NOT NULL PRIMARY KEY,
    digest      text        NOT NULL,
    recorded_at timestamptz NOT NULL
);

COMMENT ON TABLE wherry_contracts IS 'The contracts that the state of each type was built with. A rebuild records them again.';
COMMENT ON COLUMN wherry_contracts.digest IS 'SHA-256 of what decides the keys and the content of the rows: the contract and its schema, without comments.';
COMMENT ON COLUMN wherry_contracts.recorded_at IS 'When the sink first wrote rows of this type, or did so first after a rebuild.';
