package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.wire.Topics;
import java.sql.SQLException;

/** Holds the topics of invalid events against the invalid raw events, and the quarantine against these topics, one by one. */
final class QuarantineCheck {
    private final AuditDatabase database;
    private final Differences differences;

    QuarantineCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    void check(Catalog catalog) throws SQLException {
        for (String feed : catalog.feeds()) {
            topic(feed);
            rows(feed);
        }
        refusals(catalog);
    }

    /** Copies of one file at one offset with the same bytes are counted; which of them is which cannot be told, nor need be. */
    private void topic(String feed) throws SQLException {
        String topic = Topics.invalid(feed);
        database.each(
                """
                WITH wanted AS (
                    SELECT file, place, modified, digest, full_size, count(*) AS events,
                        array_agg(codes ORDER BY codes) AS codes, min(partition) AS partition, min(record) AS record
                    FROM wherry_audit_invalid WHERE feed = ? GROUP BY file, place, modified, digest, full_size
                ), found AS (
                    SELECT file, place, modified, digest, full_size, count(*) AS events,
                        array_agg(codes ORDER BY codes) AS codes
                    FROM wherry_audit_set_aside WHERE feed = ? GROUP BY file, place, modified, digest, full_size
                )
                SELECT coalesce(wanted.file, found.file) AS file, coalesce(wanted.place, found.place)::text AS place,
                    coalesce(wanted.events, 0) AS wanted, coalesce(found.events, 0) AS found,
                    coalesce(wanted.codes[1], '') AS wanted_codes, coalesce(found.codes[1], '') AS found_codes,
                    ' (raw.' || ?::text || '-' || wanted.partition || '@' || wanted.record || ')' AS raw
                FROM wanted FULL JOIN found ON wanted.file = found.file AND wanted.place = found.place
                    AND coalesce(wanted.digest, '') = coalesce(found.digest, '')
                    AND coalesce(wanted.modified, -1) = coalesce(found.modified, -1)
                    AND coalesce(wanted.full_size, -1) = coalesce(found.full_size, -1)
                WHERE (wanted.events IS DISTINCT FROM found.events OR wanted.codes <> found.codes)
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_invalid AS late WHERE late.feed = ?
                        AND late.file = coalesce(wanted.file, found.file) AND late.place = coalesce(wanted.place, found.place))
                ORDER BY 1, 2
                """,
                row -> {
                    boolean codes = row.getLong("wanted") == row.getLong("found");
                    String raw = row.getString("raw");
                    differences.add(new Difference(
                            topic,
                            Descriptions.origin(row.getString("file"), row.getString("place"))
                                    + (raw == null ? "" : raw),
                            codes ? "reasons " + row.getString("wanted_codes") : row.getLong("wanted") + " records",
                            codes ? "reasons " + row.getString("found_codes") : row.getString("found")));
                },
                feed,
                feed,
                feed,
                feed);
    }

    private void rows(String feed) throws SQLException {
        String topic = Topics.invalid(feed);
        database.each(
                """
                WITH held AS (
                    SELECT partition, record_offset AS record, key, feed, file, "offset" AS place, full_size,
                        sha256(event) AS digest,
                        (SELECT string_agg(reason ->> 'code', ',' ORDER BY number)
                            FROM jsonb_array_elements(CASE jsonb_typeof(reasons) WHEN 'array' THEN reasons ELSE '[]' END)
                                WITH ORDINALITY AS each(reason, number)) AS codes
                    FROM quarantine WHERE topic = ?
                )
                SELECT coalesce(wanted.partition, held.partition) AS partition, coalesce(wanted.record, held.record) AS record,
                    coalesce(wanted.file, held.file) AS file, coalesce(wanted.place, held.place)::text AS place,
                    wanted.record IS NULL AS extra, held.record IS NULL AS missing,
                    concat_ws(', ',
                        CASE WHEN wanted.key IS DISTINCT FROM held.key THEN 'key' END,
                        CASE WHEN held.feed IS DISTINCT FROM ? THEN 'feed' END,
                        CASE WHEN wanted.file IS DISTINCT FROM held.file THEN 'file' END,
                        CASE WHEN wanted.place IS DISTINCT FROM held.place THEN 'offset' END,
                        CASE WHEN wanted.full_size IS DISTINCT FROM held.full_size THEN 'full_size' END,
                        CASE WHEN wanted.digest IS DISTINCT FROM held.digest THEN 'event' END,
                        CASE WHEN wanted.codes IS DISTINCT FROM held.codes THEN 'reasons' END) AS other
                FROM (SELECT * FROM wherry_audit_set_aside WHERE feed = ?) AS wanted
                    FULL JOIN held ON held.partition = wanted.partition AND held.record = wanted.record
                WHERE (wanted.record IS NULL OR held.record IS NULL OR held.feed IS DISTINCT FROM ?
                        OR (wanted.key, wanted.file, wanted.place, wanted.full_size, wanted.digest, wanted.codes)
                            IS DISTINCT FROM (held.key, held.file, held.place, held.full_size, held.digest, held.codes))
                    AND NOT (wanted.record IS NULL AND EXISTS (SELECT FROM wherry_audit_read AS read
                        WHERE read.topic = ? AND read.partition = held.partition AND held.record >= read.next))
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_invalid AS late WHERE late.feed = ?
                        AND late.file = coalesce(wanted.file, held.file) AND late.place = coalesce(wanted.place, held.place))
                ORDER BY 1, 2
                """,
                row -> {
                    String record = "record " + topic + "-" + row.getInt("partition") + "@" + row.getLong("record");
                    differences.add(new Difference(
                            "quarantine",
                            record + " of " + Descriptions.origin(row.getString("file"), row.getString("place")),
                            row.getBoolean("extra") ? "no such row" : "its row",
                            row.getBoolean("extra")
                                    ? "a row"
                                    : row.getBoolean("missing")
                                            ? "none"
                                            : "other values in columns " + row.getString("other")));
                },
                topic,
                feed,
                feed,
                feed,
                topic,
                feed);
    }

    /** A refused row must be one of a valid event of its key. */
    private void refusals(Catalog catalog) throws SQLException {
        String[] invalid = catalog.feeds().stream().map(Topics::invalid).toArray(String[]::new);
        String[] states = catalog.contracts().stream()
                .map(contract -> Topics.state(contract.type()))
                .toArray(String[]::new);
        database.each(
                """
                SELECT held.topic, held.partition, held.record_offset, held.key,
                    (SELECT string_agg(reason ->> 'code', ',')
                        FROM jsonb_array_elements(CASE jsonb_typeof(reasons) WHEN 'array' THEN reasons ELSE '[]' END)
                            AS each(reason)) AS codes
                FROM quarantine AS held
                WHERE held.topic <> ALL (?)
                    AND NOT (held.topic = ANY (?) AND (
                        EXISTS (SELECT FROM wherry_audit_valid AS valid
                            WHERE 'state.' || valid.type = held.topic AND valid.key = convert_to(held.key, 'UTF8')
                                AND valid.digest = sha256(held.event))
                        OR EXISTS (SELECT FROM wherry_audit_late_key AS late
                            WHERE 'state.' || late.type = held.topic AND late.key = convert_to(held.key, 'UTF8'))))
                ORDER BY 1, 2, 3
                """,
                row -> differences.add(new Difference(
                        "quarantine",
                        "record " + row.getString(1) + "-" + row.getInt(2) + "@" + row.getLong(3) + " of key "
                                + row.getString(4),
                        "no such row, because no raw event is of that key and has these bytes",
                        "a row with reasons " + row.getString(5))),
                database.texts(invalid),
                database.texts(states));
    }
}
