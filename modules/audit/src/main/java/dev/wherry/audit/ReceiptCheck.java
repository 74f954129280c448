package dev.wherry.audit;

import dev.wherry.wire.Outcome;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Compares the receipts with the recounted raw events and with what the source says of files, and the warehouse's receipts
 * with the topic. The raw events say everything of a file that is one event, and the number of the events of any other.
 * Readings with events that arrived after the audit started are not checked.
 */
final class ReceiptCheck {
    private final AuditDatabase database;
    private final Differences differences;

    ReceiptCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    void check() throws SQLException {
        createTables();
        checkTopic();
        checkRows();
        checkCorrections();
    }

    /** A reading's header is its id; that of a file that is one event goes on with size and fingerprint. */
    private void createTables() throws SQLException {
        database.execute("""
                CREATE TEMPORARY TABLE wherry_audit_counted ON COMMIT DROP AS
                SELECT feed, reading, sum(valid) AS valid, sum(skipped) AS skipped, sum(invalid) AS invalid, min(first) AS first, max(last) AS last
                FROM (
                    SELECT feed, reading, count(*) AS valid, 0 AS skipped, 0 AS invalid, min(place) AS first, max(place) AS last
                    FROM wherry_audit_valid WHERE reading IS NOT NULL GROUP BY 1, 2
                    UNION ALL SELECT feed, reading, 0, count(*), 0, min(place), max(place)
                    FROM wherry_audit_skipped WHERE reading IS NOT NULL GROUP BY 1, 2
                    UNION ALL SELECT feed, reading, 0, 0, count(*), min(place), max(place)
                    FROM wherry_audit_invalid WHERE reading IS NOT NULL GROUP BY 1, 2
                ) AS each GROUP BY 1, 2;
                CREATE TEMPORARY TABLE wherry_audit_expected_receipt ON COMMIT DROP AS
                WITH stated AS (
                    SELECT DISTINCT ON (reading) * FROM wherry_audit_file ORDER BY reading, record DESC
                ), erased AS (
                    SELECT reading, sum(events) AS events
                    FROM (SELECT reading, erasure, max(events) AS events FROM wherry_audit_erased_part GROUP BY 1, 2) AS each
                    GROUP BY 1
                )
                SELECT stated.reading, stated.feed, stated.file, stated.size, stated.fingerprint, stated.ending,
                    stated.events, stated.first, stated.last, coalesce(erased.events, 0) AS erased,
                    coalesce(counted.valid, 0) AS valid, coalesce(counted.skipped, 0) AS skipped,
                    coalesce(counted.invalid, 0) AS invalid, counted.first AS first_counted, counted.last AS last_counted
                FROM stated LEFT JOIN wherry_audit_counted AS counted USING (reading) LEFT JOIN erased USING (reading)
                UNION ALL
                SELECT split_part(reading, ' ', 1), feed, NULL, split_part(reading, ' ', 2)::bigint,
                    split_part(reading, ' ', 3), 'finished', 1, first, last, 0, valid, skipped, invalid, first, last
                FROM wherry_audit_counted WHERE reading ~ '^[^ ]{16} [0-9]{1,18} [^ ]+$';
                CREATE TEMPORARY TABLE wherry_audit_last_receipt ON COMMIT DROP AS
                SELECT DISTINCT ON (file, reading) * FROM wherry_audit_receipt ORDER BY file, reading, record DESC;
                CREATE TEMPORARY TABLE wherry_audit_unchecked_reading ON COMMIT DROP AS
                SELECT DISTINCT split_part(reading, ' ', 1) AS reading FROM wherry_audit_late_reading WHERE reading IS NOT NULL;
                ANALYZE wherry_audit_expected_receipt; ANALYZE wherry_audit_last_receipt; ANALYZE wherry_audit_unchecked_reading
                """);
    }

    private void checkTopic() throws SQLException {
        database.each("""
                SELECT coalesce(expected.file, actual.file, 'reading ' || expected.reading) AS file,
                    coalesce(expected.reading, actual.reading) AS reading,
                    expected.reading IS NULL AS extra, actual.reading IS NULL AS missing,
                    expected.valid + expected.skipped + expected.invalid + expected.erased AS found, expected.events AS stated,
                    concat_ws(', ',
                        CASE WHEN actual.feed <> expected.feed THEN 'feed' END,
                        CASE WHEN actual.size <> expected.size THEN 'size' END,
                        CASE WHEN actual.fingerprint IS DISTINCT FROM expected.fingerprint THEN 'fingerprint' END,
                        CASE WHEN actual.ending <> expected.ending THEN 'ending' END,
                        CASE WHEN actual.events <> expected.events THEN 'events' END,
                        CASE WHEN actual.erased <> expected.erased THEN 'erased' END,
                        CASE WHEN actual.valid <> expected.valid THEN 'outcomes of valid events' END,
                        CASE WHEN actual.skipped <> expected.skipped THEN 'skipped' END,
                        CASE WHEN actual.invalid <> expected.invalid THEN 'invalid' END,
                        CASE WHEN (actual.first, actual.last) IS DISTINCT FROM (expected.first, expected.last)
                            OR expected.erased = 0 AND (expected.first, expected.last)
                                IS DISTINCT FROM (expected.first_counted, expected.last_counted)
                            THEN 'offsets' END) AS differing
                FROM wherry_audit_expected_receipt AS expected
                    FULL JOIN wherry_audit_last_receipt AS actual
                    ON actual.reading = expected.reading AND actual.file = coalesce(expected.file, actual.file)
                WHERE (expected.reading IS NULL OR actual.reading IS NULL
                        OR (actual.feed, actual.size, actual.fingerprint, actual.ending, actual.events, actual.erased,
                            actual.valid, actual.skipped, actual.invalid, actual.first, actual.last)
                            IS DISTINCT FROM (expected.feed, expected.size, expected.fingerprint, expected.ending,
                            expected.events, expected.erased, expected.valid, expected.skipped, expected.invalid,
                            expected.first, expected.last)
                        OR expected.erased = 0 AND (expected.first, expected.last)
                            IS DISTINCT FROM (expected.first_counted, expected.last_counted))
                    AND NOT EXISTS (SELECT FROM wherry_audit_unchecked_reading AS late
                        WHERE late.reading = coalesce(expected.reading, actual.reading))
                ORDER BY 1, 2
                """, row -> {
            boolean incomplete = row.getLong("found") != row.getLong("stated");
            String expected = row.getBoolean("extra")
                    ? "no receipt, because the source has not finished such a file"
                    : incomplete
                            ? row.getLong("stated") + " raw events, which the source says it has published"
                            : "a receipt that agrees with the raw events";
            String actual = row.getBoolean("extra")
                    ? "a receipt"
                    : incomplete
                            ? String.valueOf(row.getLong("found"))
                            : row.getBoolean("missing") ? "none" : "another in " + row.getString("differing");
            differences.add(new Difference(
                    "topic receipts",
                    row.getString("file") + " (reading " + row.getString("reading") + ")",
                    expected,
                    actual));
        });
    }

    private void checkRows() throws SQLException {
        String outcomes = Arrays.stream(Outcome.values()).map(Outcome::label).collect(Collectors.joining(", "));
        database.each(
                """
                SELECT coalesce(expected.file, actual.file) AS file, coalesce(expected.reading, actual.reading) AS reading,
                    expected.reading IS NULL AS extra, actual.reading IS NULL AS missing
                FROM wherry_audit_last_receipt AS expected FULL JOIN (
                        SELECT feed, file, reading, size, fingerprint, ending, events, first_offset, last_offset, erased,
                            concat_ws(',', %s) AS outcomes
                        FROM receipt_counts
                    ) AS actual
                    ON actual.file = expected.file AND actual.reading = expected.reading
                WHERE (expected.feed, expected.size, expected.fingerprint, expected.ending, expected.events, expected.first,
                        expected.last, expected.erased, expected.outcomes)
                    IS DISTINCT FROM (actual.feed, actual.size, actual.fingerprint, actual.ending, actual.events,
                        actual.first_offset, actual.last_offset, actual.erased, actual.outcomes)
                    AND NOT EXISTS (SELECT FROM wherry_audit_unchecked_reading AS late
                        WHERE late.reading = coalesce(expected.reading, actual.reading))
                ORDER BY 1, 2
                """.formatted(outcomes),
                row -> differences.add(new Difference(
                        "table receipt_counts",
                        row.getString("file") + " (reading " + row.getString("reading") + ")",
                        row.getBoolean("extra") ? "no such row" : "the row of the receipt",
                        row.getBoolean("extra") ? "a row" : row.getBoolean("missing") ? "none" : "other values")));
    }

    /** What the sink knows better only moves events from one outcome to another. */
    private void checkCorrections() throws SQLException {
        String sum = Arrays.stream(Outcome.values()).map(Outcome::label).collect(Collectors.joining(" + "));
        String least = Arrays.stream(Outcome.values()).map(Outcome::label).collect(Collectors.joining(", "));
        database.each(
                "SELECT file, reading, events - erased, %s, least(%s) FROM receipts WHERE %1$s <> events - erased OR least(%2$s) < 0 ORDER BY 1, 2"
                        .formatted(sum, least),
                row -> differences.add(new Difference(
                        "view receipts",
                        row.getString(1) + " (reading " + row.getString(2) + ")",
                        row.getLong(3) + " events with an outcome, and no negative number",
                        row.getLong(4) + ", and " + row.getLong(5) + " of the rarest outcome")));
    }
}
