package dev.wherry.audit;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares the decisions about full snapshots with the recounted raw events, and the warehouse's rows with the decisions. An
 * applied snapshot must be a file that was read to its end. The newest of a type must not have invalid events: of older ones, a
 * contract that has changed since may find some, and they concern no row.
 */
final class SnapshotCheck {
    private final AuditDatabase database;
    private final Differences differences;

    SnapshotCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    /** Comes after the {@link ReceiptCheck}, which counts the events of each file. */
    void check() throws SQLException {
        checkApplied();
        checkRows();
    }

    private void checkApplied() throws SQLException {
        database.each("""
                WITH newest AS (
                    SELECT DISTINCT ON (type) type, reading FROM wherry_audit_snapshot
                    WHERE verdict = 'applied' ORDER BY type, version DESC
                ), versions AS (
                    SELECT DISTINCT type, reading, valid.version
                    FROM wherry_audit_valid AS valid JOIN wherry_audit_snapshot USING (type, reading)
                ), applied AS (
                    SELECT snapshot.*, stated.ending, stated.events, stated.invalid,
                        stated.valid + stated.skipped + stated.invalid + stated.erased AS found,
                        EXISTS (SELECT FROM newest WHERE newest.type = snapshot.type AND newest.reading = snapshot.reading) AS newest,
                        EXISTS (SELECT FROM versions WHERE versions.type = snapshot.type
                            AND versions.reading = snapshot.reading AND versions.version <> snapshot.version) AS otherwise
                    FROM wherry_audit_snapshot AS snapshot LEFT JOIN wherry_audit_expected_receipt AS stated
                        ON stated.reading = snapshot.reading AND stated.file = snapshot.file
                    WHERE snapshot.verdict = 'applied'
                )
                SELECT type, file, reading, ending, events, found, invalid, otherwise FROM applied
                WHERE (ending IS DISTINCT FROM 'finished' OR events <> found OR newest AND invalid > 0 OR otherwise)
                    AND NOT EXISTS (SELECT FROM wherry_audit_unchecked_reading AS late WHERE late.reading = applied.reading)
                ORDER BY 1, 2, 3
                """, this::addApplied);
    }

    private void addApplied(ResultSet row) throws SQLException {
        String ending = row.getString("ending");
        if (ending == null || !ending.equals("finished")) {
            add(
                    row,
                    "a file that the source has read to its end",
                    ending == null ? "no record that says so" : "one that was " + ending);
        } else if (row.getLong("events") != row.getLong("found")) {
            add(row, row.getLong("events") + " raw events, as the source says", row.getString("found"));
        } else if (row.getBoolean("otherwise")) {
            add(row, "the version of the file's rows", "another version");
        } else {
            add(row, "no invalid event, because the snapshot is applied", row.getString("invalid"));
        }
    }

    private void add(ResultSet row, String expected, String found) throws SQLException {
        differences.add(new Difference("topic files", snapshot(row), expected, found));
    }

    private static String snapshot(ResultSet row) throws SQLException {
        return "snapshot %s of type %s (reading %s)"
                .formatted(row.getString("file"), row.getString("type"), row.getString("reading"));
    }

    private void checkRows() throws SQLException {
        database.each("""
                SELECT type, coalesce(expected.file, actual.file) AS file, reading,
                    expected.record IS NULL AS extra, actual.verdict IS NULL AS missing,
                    concat_ws(', ',
                        CASE WHEN expected.feed <> actual.feed THEN 'feed' END,
                        CASE WHEN expected.file <> actual.file THEN 'file' END,
                        CASE WHEN expected.version <> actual.version THEN 'version' END,
                        CASE WHEN expected.verdict <> actual.verdict THEN 'verdict' END,
                        CASE WHEN expected.reason IS DISTINCT FROM actual.reason THEN 'reason' END,
                        CASE WHEN expected.file_rows <> actual.file_rows THEN 'file_rows' END,
                        CASE WHEN expected.missing_rows <> actual.missing_rows THEN 'missing_rows' END,
                        CASE WHEN expected.rows_before <> actual.rows_before THEN 'rows_before' END,
                        CASE WHEN to_timestamp(expected.decided_at / 1000.0) <> actual.decided_at THEN 'decided_at' END) AS differing
                FROM wherry_audit_first_decision AS expected
                    FULL JOIN (SELECT type COLLATE "C" AS type, reading COLLATE "C" AS reading, feed, file, version, verdict,
                            reason, file_rows, missing_rows, rows_before, decided_at FROM wherry_snapshots) AS actual
                    USING (type, reading)
                WHERE (expected.feed, expected.file, expected.version, expected.verdict, expected.reason, expected.file_rows,
                        expected.missing_rows, expected.rows_before, to_timestamp(expected.decided_at / 1000.0))
                    IS DISTINCT FROM (actual.feed, actual.file, actual.version, actual.verdict, actual.reason,
                        actual.file_rows, actual.missing_rows, actual.rows_before, actual.decided_at)
                ORDER BY 1, 2, 3
                """, row -> {
            boolean extra = row.getBoolean("extra");
            differences.add(new Difference(
                    "table wherry_snapshots",
                    snapshot(row),
                    extra ? "no such row" : "the row of the decision",
                    extra
                            ? "a row"
                            : row.getBoolean("missing")
                                    ? "none"
                                    : "other values in columns " + row.getString("differing")));
        });
    }
}
