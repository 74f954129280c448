package dev.wherry.audit;

import static dev.wherry.contracts.SqlIdentifiers.quote;

import java.sql.SQLException;

/**
 * Holds a contract's table against the winners' rows, column by column. A key whose last event PostgreSQL refused has no row, or still one
 * of another event of its own.
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
        String place = "table " + expected.contract.table();
        String type = expected.contract.type();
        rows(expected, place, type);
        rowsOfRefused(expected, place);
        withoutRow(place, type, expected.name);
    }

    private void rows(ExpectedTable expected, String place, String type) throws SQLException {
        String key = expected.aKeyColumn();
        database.each(
                """
                SELECT coalesce(convert_from(wanted."winner.key", 'UTF8'), %1$s) AS key,
                    wanted."raw.feed" AS feed, wanted."raw.partition" AS partition, wanted."raw.record" AS record,
                    wanted."winner.file" AS file, wanted."winner.place" AS place,
                    held.%2$s IS NULL AS missing, %3$s AS other
                FROM (SELECT row.*, winner.key AS "winner.key", winner.file AS "winner.file", winner.place AS "winner.place"
                        FROM wherry_audit_winner AS winner JOIN %4$s AS row ON row."raw.feed" = winner.feed
                            AND row."raw.partition" = winner.partition AND row."raw.record" = winner.record
                        WHERE winner.type = ? AND NOT row."raw.late" AND NOT EXISTS (SELECT FROM wherry_audit_refused AS refused
                            WHERE refused.type = winner.type AND refused.key = winner.key)) AS wanted
                    FULL JOIN %5$s AS held ON %6$s
                WHERE (wanted.%2$s IS NULL OR held.%2$s IS NULL OR %7$s)
                    AND (wanted.%2$s IS NOT NULL
                        OR NOT EXISTS (SELECT FROM %4$s AS row JOIN wherry_audit_alternative AS alternative
                            ON row."raw.feed" = alternative.feed AND row."raw.partition" = alternative.partition
                                AND row."raw.record" = alternative.record
                            WHERE %8$s))
                    AND NOT EXISTS (SELECT FROM %4$s AS row WHERE row."raw.late" AND %9$s)
                ORDER BY 1
                """.formatted(
                                expected.keyText("held"),
                                key,
                                expected.whatDiffers("wanted", "held", showValues),
                                expected.name,
                                quote(expected.contract.table()),
                                expected.sameKey("wanted", "held"),
                                expected.anyDiffers("wanted", "held"),
                                expected.sameKey("row", "held"),
                                expected.sameKeyAsEither("row", "wanted", "held")),
                row -> {
                    boolean extra = row.getString("feed") == null;
                    differences.add(new Difference(
                            place,
                            "key " + row.getString("key"),
                            extra
                                    ? "no row of this key"
                                    : "the row of " + Descriptions.event(row).substring("the ".length()),
                            extra
                                    ? "a row"
                                    : row.getBoolean("missing")
                                            ? "none"
                                            : "other values in columns " + row.getString("other")));
                },
                type);
    }

    private void rowsOfRefused(ExpectedTable expected, String place) throws SQLException {
        String alternative = """
                SELECT FROM %s AS row JOIN wherry_audit_alternative AS alternative
                    ON row."raw.feed" = alternative.feed AND row."raw.partition" = alternative.partition
                        AND row."raw.record" = alternative.record
                WHERE %s
                """.formatted(expected.name, expected.sameKey("row", "held"));
        database.each(
                "SELECT %s FROM %s AS held WHERE EXISTS (%s) AND NOT EXISTS (%s AND NOT (%s)) ORDER BY 1"
                        .formatted(
                                expected.keyText("held"),
                                quote(expected.contract.table()),
                                alternative,
                                alternative,
                                expected.anyDiffers("row", "held")),
                row -> differences.add(new Difference(
                        place,
                        "key " + row.getString(1),
                        "no row, or one of an earlier event, because the last one was refused",
                        "a row that no event of this key makes")));
    }

    /** Winners that PostgreSQL's types cannot hold must have been refused. */
    private void withoutRow(String place, String type, String rows) throws SQLException {
        database.each(
                """
                SELECT winner.key, winner.feed, winner.file, winner.place, winner.partition, winner.record
                FROM wherry_audit_winner AS winner
                WHERE winner.type = ?
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
                        "that " + Descriptions.event(row)
                                + " is in the quarantine, because its values do not fit the table",
                        "no refusal")),
                type);
    }
}
