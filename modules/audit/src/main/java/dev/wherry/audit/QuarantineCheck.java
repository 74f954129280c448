package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares the topics of invalid events with the invalid raw events and the refused snapshots, and the quarantine with these
 * topics, record by record.
 */
final class QuarantineCheck {
    private final AuditDatabase database;
    private final Differences differences;

    QuarantineCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    /** @param rekeyed the types whose rejected rows are not checked: see {@link KeyCheck} */
    void check(Catalog catalog, Set<String> rekeyed) throws SQLException {
        for (String feed : catalog.feeds()) {
            checkTopic(feed);
            checkRows(feed);
        }
        checkRejectedRows(catalog, rekeyed);
    }

    /** Copies with the same file, offset and bytes are only counted: they cannot be told apart, and need not be. */
    private void checkTopic(String feed) throws SQLException {
        String topic = Topics.invalid(feed);
        database.each(
                """
                WITH expected AS (
                    SELECT file, place, modified, digest, full_size, count(*) AS events,
                        array_agg(codes ORDER BY codes) AS codes, min(source) AS source
                    FROM (
                        SELECT file, place, modified, digest, full_size, codes,
                            'raw.' || feed || '-' || partition || '@' || record AS source
                        FROM wherry_audit_invalid WHERE feed = ?
                        UNION ALL SELECT file, 0, NULL, sha256(''), NULL, '%s', 'files-0@' || record
                        FROM wherry_audit_snapshot WHERE feed = ? AND verdict = 'refused'
                    ) AS each GROUP BY file, place, modified, digest, full_size
                ), actual AS (
                    SELECT file, place, modified, digest, full_size, count(*) AS events,
                        array_agg(codes ORDER BY codes) AS codes
                    FROM wherry_audit_quarantined WHERE feed = ? GROUP BY file, place, modified, digest, full_size
                )
                SELECT coalesce(expected.file, actual.file) AS file, coalesce(expected.place, actual.place)::text AS place,
                    coalesce(expected.events, 0) AS expected, coalesce(actual.events, 0) AS actual,
                    coalesce(expected.codes[1], '') AS expected_codes, coalesce(actual.codes[1], '') AS actual_codes,
                    ' (' || expected.source || ')' AS source
                FROM expected FULL JOIN actual ON expected.file = actual.file AND expected.place = actual.place
                    AND coalesce(expected.digest, '') = coalesce(actual.digest, '')
                    AND coalesce(expected.modified, -1) = coalesce(actual.modified, -1)
                    AND coalesce(expected.full_size, -1) = coalesce(actual.full_size, -1)
                WHERE (expected.events IS DISTINCT FROM actual.events OR expected.codes <> actual.codes)
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_invalid AS late WHERE late.feed = ?
                        AND late.file = coalesce(expected.file, actual.file) AND late.place = coalesce(expected.place, actual.place))
                ORDER BY 1, 2
                """.formatted(ReasonCode.SNAPSHOT_REFUSED.code()),
                row -> {
                    boolean sameCount = row.getLong("expected") == row.getLong("actual");
                    String source = row.getString("source");
                    differences.add(new Difference(
                            topic,
                            Descriptions.origin(row.getString("file"), row.getString("place"))
                                    + (source == null ? "" : source),
                            sameCount
                                    ? "reasons " + row.getString("expected_codes")
                                    : row.getLong("expected") + " records",
                            sameCount ? "reasons " + row.getString("actual_codes") : row.getString("actual")));
                },
                feed,
                feed,
                feed,
                feed);
    }

    private void checkRows(String feed) throws SQLException {
        String topic = Topics.invalid(feed);
        database.each(
                """
                WITH actual AS (
                    SELECT partition, record_offset AS record, key, feed, file, "offset" AS place, full_size,
                        sha256(event) AS digest,
                        (SELECT string_agg(reason ->> 'code', ',' ORDER BY number)
                            FROM jsonb_array_elements(CASE jsonb_typeof(reasons) WHEN 'array' THEN reasons ELSE '[]' END)
                                WITH ORDINALITY AS each(reason, number)) AS codes
                    FROM quarantine WHERE topic = ?
                )
                SELECT coalesce(expected.partition, actual.partition) AS partition, coalesce(expected.record, actual.record) AS record,
                    coalesce(expected.file, actual.file) AS file, coalesce(expected.place, actual.place)::text AS place,
                    expected.record IS NULL AS extra, actual.record IS NULL AS missing,
                    concat_ws(', ',
                        CASE WHEN expected.key IS DISTINCT FROM actual.key THEN 'key' END,
                        CASE WHEN actual.feed IS DISTINCT FROM ? THEN 'feed' END,
                        CASE WHEN expected.file IS DISTINCT FROM actual.file THEN 'file' END,
                        CASE WHEN expected.place IS DISTINCT FROM actual.place THEN 'offset' END,
                        CASE WHEN expected.full_size IS DISTINCT FROM actual.full_size THEN 'full_size' END,
                        CASE WHEN expected.digest IS DISTINCT FROM actual.digest THEN 'event' END,
                        CASE WHEN expected.codes IS DISTINCT FROM actual.codes THEN 'reasons' END) AS differing
                FROM (SELECT * FROM wherry_audit_quarantined WHERE feed = ?) AS expected
                    FULL JOIN actual ON actual.partition = expected.partition AND actual.record = expected.record
                WHERE (expected.record IS NULL OR actual.record IS NULL OR actual.feed IS DISTINCT FROM ?
                        OR (expected.key, expected.file, expected.place, expected.full_size, expected.digest, expected.codes)
                            IS DISTINCT FROM (actual.key, actual.file, actual.place, actual.full_size, actual.digest, actual.codes))
                    AND NOT (expected.record IS NULL AND EXISTS (SELECT FROM wherry_audit_read AS read
                        WHERE read.topic = ? AND read.partition = actual.partition AND actual.record >= read.next))
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_invalid AS late WHERE late.feed = ?
                        AND late.file = coalesce(expected.file, actual.file) AND late.place = coalesce(expected.place, actual.place))
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
                                            : "other values in columns " + row.getString("differing")));
                },
                topic,
                feed,
                feed,
                feed,
                topic,
                feed);
    }

    /** A row that PostgreSQL rejected must belong to a valid event of its key, or delete one that an applied snapshot lacks. */
    private void checkRejectedRows(Catalog catalog, Set<String> rekeyed) throws SQLException {
        String[] invalid = catalog.feeds().stream().map(Topics::invalid).toArray(String[]::new);
        String[] tables = catalog.contracts().stream()
                .flatMap(contract -> contract.tables().stream())
                .map(ContractTable::topic)
                .toArray(String[]::new);
        database.each(
                """
                SELECT actual.topic, actual.partition, actual.record_offset, actual.key,
                    (SELECT string_agg(reason ->> 'code', ',')
                        FROM jsonb_array_elements(CASE jsonb_typeof(reasons) WHEN 'array' THEN reasons ELSE '[]' END)
                            AS each(reason)) AS codes
                FROM quarantine AS actual
                WHERE actual.topic <> ALL (?) AND actual.topic <> ALL (?)
                    AND NOT (actual.topic = ANY (?) AND (
                        EXISTS (SELECT FROM wherry_audit_valid AS valid
                            WHERE actual.topic IN ('state.' || valid.type, 'events.' || valid.type) AND valid.key = convert_to(actual.key, 'UTF8')
                                AND CASE WHEN valid.deletion AND starts_with(actual.topic, 'state.') THEN NULL ELSE valid.digest END
                                    IS NOT DISTINCT FROM sha256(actual.event))
                        OR actual.event IS NULL AND EXISTS (SELECT FROM wherry_audit_valid AS valid
                            JOIN wherry_audit_snapshot AS snapshot ON snapshot.type = valid.type
                            WHERE actual.topic = 'state.' || valid.type AND valid.key = convert_to(actual.key, 'UTF8')
                                AND snapshot.verdict = 'applied' AND snapshot.version > valid.version)
                        OR EXISTS (SELECT FROM wherry_audit_late_key AS late
                            WHERE actual.topic IN ('state.' || late.type, 'events.' || late.type) AND late.key = convert_to(actual.key, 'UTF8'))))
                ORDER BY 1, 2, 3
                """,
                row -> differences.add(new Difference(
                        "quarantine",
                        "record " + row.getString(1) + "-" + row.getInt(2) + "@" + row.getLong(3) + " of key "
                                + row.getString(4),
                        "no such row, because no raw event has this key and these bytes",
                        "a row with reasons " + row.getString(5))),
                database.texts(invalid),
                database.texts(rekeyed.stream()
                        .flatMap(type -> Stream.of(Topics.state(type), Topics.events(type)))
                        .toArray(String[]::new)),
                database.texts(tables));
    }
}
