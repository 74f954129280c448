package dev.wherry.audit;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.sql.SQLException;

/**
 * Compares a contract's table with the winners' rows, column by column. A key whose last event PostgreSQL rejected has no
 * row, or the row of another event of the key.
 */
final class TableCheck {
    private final AuditDatabase database;
    private final Differences differences;
    private final boolean showValues;

    TableCheck(AuditDatabase database, Differences differences, boolean showValues) {
        this.database = database;
        this.differences = differences;
        this.showValues = showValues;
    }

    void check(ExpectedTable expected) throws SQLException {
        String place = "table " + expected.table.name();
        String type = expected.contract.type();
        checkRows(expected, place, type);
        checkRowsOfRejectedKeys(expected, place);
        checkUnfitWinners(place, type, expected.name);
        if (expected.contract.keepsVersionsBeside()) {
            checkVersions(expected, type);
        }
    }

    /** The versions of the rows, which are in a table of their own. */
    private void checkVersions(ExpectedTable expected, String type) throws SQLException {
        database.each(
                """
                SELECT key, winner.version IS NULL, versions.version IS NULL
                FROM (SELECT key, version FROM wherry_audit_winner WHERE type = ? AND digest IS NOT NULL) AS winner
                    FULL JOIN (SELECT key, version FROM wherry_versions WHERE table_name = ?) AS versions USING (key)
                WHERE winner.version IS DISTINCT FROM versions.version
                    AND NOT EXISTS (SELECT FROM wherry_audit_refused AS refused WHERE refused.type = ?
                        AND refused.key = coalesce(winner.key, versions.key))
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_key AS late WHERE late.type = ?
                        AND late.key = coalesce(winner.key, versions.key))
                ORDER BY 1
                """,
                row -> differences.add(new Difference(
                        "table wherry_versions",
                        "table " + expected.contract.table() + ", key " + Descriptions.text(row.getBytes(1)),
                        row.getBoolean(2) ? "no row for this key" : "the version of the key's last event",
                        row.getBoolean(2) ? "a row" : row.getBoolean(3) ? "none" : "another version")),
                type,
                WarehouseSchema.of(database.connection()).qualify(expected.contract.table()),
                type,
                type);
    }

    private void checkRows(ExpectedTable expected, String place, String type) throws SQLException {
        String key = expected.firstKeyColumn();
        database.each(
                """
                SELECT coalesce(convert_from(expected."winner.key", 'UTF8'), %1$s) AS key,
                    expected."raw.feed" AS feed, expected."raw.partition" AS partition, expected."raw.record" AS record,
                    expected."winner.file" AS file, expected."winner.place" AS place,
                    actual.%2$s IS NULL AS missing, %3$s AS differing
                FROM (SELECT row.*, winner.key AS "winner.key", winner.file AS "winner.file", winner.place AS "winner.place"
                        FROM wherry_audit_winner AS winner JOIN %4$s AS row ON row."raw.feed" = winner.feed
                            AND row."raw.partition" = winner.partition AND row."raw.record" = winner.record
                        WHERE winner.type = ? AND winner.digest IS NOT NULL AND NOT row."raw.late" AND NOT EXISTS (SELECT FROM wherry_audit_refused AS refused
                            WHERE refused.type = winner.type AND refused.key = winner.key)) AS expected
                    FULL JOIN %5$s AS actual ON %6$s
                WHERE (expected.%2$s IS NULL OR actual.%2$s IS NULL OR %7$s)
                    AND (expected.%2$s IS NOT NULL
                        OR NOT EXISTS (SELECT FROM %4$s AS row JOIN wherry_audit_alternative AS alternative
                            ON row."raw.feed" = alternative.feed AND row."raw.partition" = alternative.partition
                                AND row."raw.record" = alternative.record
                            WHERE %8$s))
                    AND NOT EXISTS (SELECT FROM %4$s AS row WHERE row."raw.late" AND %9$s)
                ORDER BY 1
                """.formatted(
                                expected.keyText("actual"),
                                key,
                                expected.differingColumns("expected", "actual", showValues),
                                expected.name,
                                expected.table.name().sql(),
                                expected.sameKey("expected", "actual"),
                                expected.anyDiffers("expected", "actual"),
                                expected.sameKey("row", "actual"),
                                expected.sameKeyAsEither("row", "expected", "actual")),
                row -> {
                    boolean extra = row.getString("feed") == null;
                    differences.add(new Difference(
                            place,
                            "key " + row.getString("key"),
                            extra
                                    ? "no row for this key"
                                    : "the row of " + Descriptions.event(row).substring("the ".length()),
                            extra
                                    ? "a row"
                                    : row.getBoolean("missing")
                                            ? "none"
                                            : "other values in columns " + row.getString("differing")));
                },
                type);
    }

    private void checkRowsOfRejectedKeys(ExpectedTable expected, String place) throws SQLException {
        String alternative = """
                SELECT FROM %s AS row JOIN wherry_audit_alternative AS alternative
                    ON row."raw.feed" = alternative.feed AND row."raw.partition" = alternative.partition
                        AND row."raw.record" = alternative.record
                WHERE %s
                """.formatted(expected.name, expected.sameKey("row", "actual"));
        database.each(
                "SELECT %s FROM %s AS actual WHERE EXISTS (%s) AND NOT EXISTS (%s AND NOT (%s)) ORDER BY 1"
                        .formatted(
                                expected.keyText("actual"),
                                expected.table.name().sql(),
                                alternative,
                                alternative,
                                expected.anyDiffers("row", "actual")),
                row -> differences.add(new Difference(
                        place,
                        "key " + row.getString(1),
                        "no row, or the row of an earlier event, because the last one was rejected",
                        "a row that matches no event of this key")));
    }

    /** Winners with values that PostgreSQL's types cannot hold must be in the quarantine. */
    private void checkUnfitWinners(String place, String type, String rows) throws SQLException {
        database.each(
                """
                SELECT winner.key, winner.feed, winner.file, winner.place, winner.partition, winner.record
                FROM wherry_audit_winner AS winner
                WHERE winner.type = ? AND winner.digest IS NOT NULL
                    AND NOT EXISTS (SELECT FROM %s AS row WHERE row."raw.feed" = winner.feed
                        AND row."raw.partition" = winner.partition AND row."raw.record" = winner.record)
                    AND NOT EXISTS (SELECT FROM wherry_audit_refused AS refused
                        WHERE refused.type = winner.type AND refused.key = winner.key)
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_key AS late
                        WHERE late.type = winner.type AND late.key = winner.key)
                ORDER BY 1
                """.formatted(rows),
                row -> differences.add(new Difference(
                        place,
                        "key " + Descriptions.text(row.getBytes("key")),
                        Descriptions.event(row) + " in the quarantine, because its values do not fit the table",
                        "no such row")),
                type);
    }
}
