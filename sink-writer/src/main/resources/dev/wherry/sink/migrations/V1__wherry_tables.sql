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

CREATE TABLE receipt_counts (
    feed         text        NOT NULL,
    file         text        NOT NULL,
    reading      text        NOT NULL,
    size         bigint      NOT NULL,
    fingerprint  text,
    ending       text        NOT NULL,
    first_offset bigint,
    last_offset  bigint,
    finished_at  timestamptz NOT NULL,
    loaded_at    timestamptz NOT NULL,
    events       bigint      NOT NULL,
    accepted     bigint      NOT NULL,
    superseded   bigint      NOT NULL,
    duplicate    bigint      NOT NULL,
    invalid      bigint      NOT NULL,
    skipped      bigint      NOT NULL DEFAULT 0,
    erased       bigint      NOT NULL,
    PRIMARY KEY (file, reading)
);

COMMENT ON TABLE receipt_counts IS 'What became of the events of each reading of a file, as the stream tasks counted it. The view receipts corrects it.';

CREATE INDEX receipt_counts_feed ON receipt_counts (feed, finished_at);

-- What the database alone can tell: an event of an event table that is already there. The sink adds to it.
CREATE TABLE receipt_corrections (
    reading text   NOT NULL,
    type    text   NOT NULL,
    outcome text   NOT NULL,
    events  bigint NOT NULL,
    PRIMARY KEY (reading, type, outcome)
);

COMMENT ON TABLE receipt_corrections IS 'What to add to the events of an outcome in receipt_counts, by the type of the events; for each reading, the sum is 0.';

CREATE VIEW receipts AS
SELECT counts.feed, counts.file, counts.reading, counts.size, counts.fingerprint, counts.ending, counts.events,
    counts.accepted + coalesce(corrections.accepted, 0) AS accepted,
    counts.superseded + coalesce(corrections.superseded, 0) AS superseded,
    counts.duplicate + coalesce(corrections.duplicate, 0) AS duplicate,
    counts.invalid + coalesce(corrections.invalid, 0) AS invalid,
    counts.skipped,
    counts.erased, counts.first_offset, counts.last_offset, counts.finished_at, counts.loaded_at
FROM receipt_counts AS counts
    LEFT JOIN LATERAL (
        SELECT sum(events) FILTER (WHERE outcome = 'accepted')::bigint AS accepted,
            sum(events) FILTER (WHERE outcome = 'superseded')::bigint AS superseded,
            sum(events) FILTER (WHERE outcome = 'duplicate')::bigint AS duplicate,
            sum(events) FILTER (WHERE outcome = 'invalid')::bigint AS invalid
        FROM receipt_corrections AS correction
        WHERE correction.reading = counts.reading
    ) AS corrections ON true;

COMMENT ON VIEW receipts IS 'One row for each reading of a file: all of its events have an outcome.';
COMMENT ON COLUMN receipts.file IS 'The file, relative to the inbox, under its name when it was first read.';
COMMENT ON COLUMN receipts.reading IS 'Tells readings of one file name apart: a file that is rewritten, replaced or delivered again is read again.';
COMMENT ON COLUMN receipts.size IS 'In bytes; the number of bytes read if the content was gone before the file was finished.';
COMMENT ON COLUMN receipts.fingerprint IS 'A hash of path, modification time and size: two versions of a file differ in it. Null if the content was gone.';
COMMENT ON COLUMN receipts.ending IS 'finished: read to its end; rewritten, removed: what was read is no longer there.';
COMMENT ON COLUMN receipts.events IS 'The number of events read: the sum of all outcomes and of erased.';
COMMENT ON COLUMN receipts.erased IS 'Events that `wherry erase` has removed.';
COMMENT ON COLUMN receipts.first_offset IS 'The byte offset of the first event in the file, after decompression.';
COMMENT ON COLUMN receipts.finished_at IS 'When the source found that the file is finished.';

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
    definition  text        NOT NULL,
    recorded_at timestamptz NOT NULL
);

COMMENT ON TABLE wherry_contracts IS 'The contracts that the streams app ran with last: a copy of the topic contracts.';
COMMENT ON COLUMN wherry_contracts.definition IS 'JSON: the contract and its schema, without comments; since: what has changed since the state was built, by the place in the contract; retired: whether the contract is gone.';
COMMENT ON COLUMN wherry_contracts.recorded_at IS 'When the sink wrote the row.';

CREATE TABLE wherry_snapshots (
    type         text        NOT NULL,
    reading      text        NOT NULL,
    feed         text        NOT NULL,
    file         text        NOT NULL,
    version      bytea       NOT NULL,
    verdict      text        NOT NULL,
    reason       text,
    file_rows    bigint      NOT NULL,
    missing_rows bigint      NOT NULL,
    rows_before  bigint      NOT NULL,
    decided_at   timestamptz NOT NULL,
    PRIMARY KEY (type, reading)
);

COMMENT ON TABLE wherry_snapshots IS 'What the streams app has decided about each full snapshot, a file with all rows of a type.';
COMMENT ON COLUMN wherry_snapshots.reading IS 'Tells readings of one file name apart, as in receipts.';
COMMENT ON COLUMN wherry_snapshots.file IS 'The file, relative to the inbox, under its name when it was first read.';
COMMENT ON COLUMN wherry_snapshots.version IS 'The version of all rows of the file. Newer files have greater ones.';
COMMENT ON COLUMN wherry_snapshots.verdict IS 'applied: the rows that the file lacks are deleted; refused: they stay, because the file cannot be trusted; outdated: they stay, because a newer file was applied before.';
COMMENT ON COLUMN wherry_snapshots.reason IS 'Why no row is deleted. Null if the snapshot is applied.';
COMMENT ON COLUMN wherry_snapshots.file_rows IS 'The number of keys with a row of the file, or of a newer one.';
COMMENT ON COLUMN wherry_snapshots.missing_rows IS 'The number of keys whose older row the file lacks.';
COMMENT ON COLUMN wherry_snapshots.rows_before IS 'The number of rows that the snapshot before left. 0 if there was none.';
COMMENT ON COLUMN wherry_snapshots.decided_at IS 'When the streams app decided.';

-- Finds the snapshot that ends a version of a key: see the views of histories in docs/contracts.md.
CREATE INDEX wherry_snapshots_applied ON wherry_snapshots (type, version) WHERE verdict = 'applied';

CREATE TABLE wherry_versions (
    table_name text  NOT NULL,
    key        bytea NOT NULL,
    version    bytea NOT NULL,
    PRIMARY KEY (table_name, key)
);

COMMENT ON TABLE wherry_versions IS 'The versions of the rows of tables that have no column for them. Written in the transaction that writes the rows.';
COMMENT ON COLUMN wherry_versions.table_name IS 'The qualified name of the table, as SQL.';
COMMENT ON COLUMN wherry_versions.key IS 'The key of the record that the row was made from.';
