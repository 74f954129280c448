package dev.wherry.audit;

import java.sql.SQLException;

/**
 * Compares a child table with the rows of the winners' elements, column by column. The rows of a key whose last event
 * PostgreSQL rejected must be those of the event whose row its parent's table holds.
 */
final class ChildTableCheck {
    private final AuditDatabase database;
    private final Differences differences;
    private final boolean showValues;

    ChildTableCheck(AuditDatabase database, Differences differences, boolean showValues) {
        this.database = database;
        this.differences = differences;
        this.showValues = showValues;
    }

    void check(ExpectedTable parents, ExpectedChildren expected) throws SQLException {
        String place = "table " + expected.child.name();
        checkRows(parents, expected, place);
        if (database.number("SELECT count(*) FROM wherry_audit_refused WHERE type = ?", parents.contract.type()) > 0) {
            checkRowsOfRejectedKeys(parents, expected, place);
        }
    }

    private void checkRows(ExpectedTable parents, ExpectedChildren expected, String place) throws SQLException {
        String isParent = expected.isParent("row", column -> "coalesce(expected.%1$s, actual.%1$s)".formatted(column));
        database.each(
                """
                SELECT %1$s AS key, expected."raw.feed" AS feed, expected."raw.partition" AS partition,
                    expected."raw.record" AS record, expected."winner.file" AS file, expected."winner.place" AS place,
                    actual.%2$s IS NULL AS missing, %3$s AS differing
                FROM (SELECT child.*, winner.file AS "winner.file", winner.place AS "winner.place"
                        FROM wherry_audit_winner AS winner JOIN %4$s AS child ON child."raw.feed" = winner.feed
                            AND child."raw.partition" = winner.partition AND child."raw.record" = winner.record
                        WHERE winner.type = ? AND winner.digest IS NOT NULL AND NOT EXISTS (
                            SELECT FROM wherry_audit_refused AS refused
                            WHERE refused.type = winner.type AND refused.key = winner.key)) AS expected
                    FULL JOIN %5$s AS actual ON %6$s
                WHERE (expected.%2$s IS NULL OR actual.%2$s IS NULL OR %7$s)
                    AND NOT EXISTS (SELECT FROM %8$s AS row WHERE row."raw.late" AND %9$s)
                    AND NOT EXISTS (%10$s WHERE %9$s)
                ORDER BY 1
                """.formatted(
                                expected.keyText(column -> "coalesce(expected.%1$s, actual.%1$s)".formatted(column)),
                                expected.firstKeyColumn(),
                                expected.differingColumns("expected", "actual", showValues),
                                expected.name,
                                expected.child.name().sql(),
                                expected.sameKey("expected", "actual"),
                                expected.anyDiffers("expected", "actual"),
                                parents.name,
                                isParent,
                                alternatives(parents)),
                row -> {
                    boolean surplus = row.getString("feed") == null;
                    differences.add(new Difference(
                            place,
                            "key " + row.getString("key"),
                            surplus ? "no row for this key" : "a row of " + Descriptions.event(row),
                            surplus
                                    ? "a row"
                                    : row.getBoolean("missing")
                                            ? "none"
                                            : "other values in columns " + row.getString("differing")));
                },
                parents.contract.type());
    }

    private void checkRowsOfRejectedKeys(ExpectedTable parents, ExpectedChildren expected, String place)
            throws SQLException {
        String isParentOfActual = expected.isParent("row", column -> "actual." + column);
        // the events that the parent's row may come from
        String candidates = alternatives(parents)
                + " JOIN %s AS parent ON %s AND NOT (%s)"
                        .formatted(
                                parents.contract.table().sql(),
                                parents.sameKey("row", "parent"),
                                parents.anyDiffers("row", "parent"));
        String ofCandidate = "child.\"raw.feed\" = row.\"raw.feed\" AND child.\"raw.partition\" = row.\"raw.partition\""
                + " AND child.\"raw.record\" = row.\"raw.record\"";
        String table = expected.child.name().sql();
        database.each(
                """
                SELECT %1$s FROM %2$s AS actual
                WHERE EXISTS (%3$s WHERE %4$s)
                    AND NOT EXISTS (%5$s JOIN %6$s AS child ON %7$s WHERE %8$s AND NOT (%9$s))
                    AND NOT EXISTS (SELECT FROM %10$s AS row WHERE row."raw.late" AND %4$s)
                ORDER BY 1
                """.formatted(
                                expected.keyText(column -> "actual." + column),
                                table,
                                alternatives(parents),
                                isParentOfActual,
                                candidates,
                                expected.name,
                                ofCandidate,
                                expected.sameKey("child", "actual"),
                                expected.anyDiffers("child", "actual"),
                                parents.name),
                row -> differences.add(new Difference(
                        place,
                        "key " + row.getString(1),
                        "a row of the event whose row the table " + parents.contract.table() + " holds",
                        "a row that matches no such event")));
        String candidatesOfOuter = candidates + " WHERE " + parents.sameKey("parent", "holder");
        database.each(
                """
                SELECT %1$s FROM %2$s AS holder
                WHERE EXISTS (%3$s) AND NOT EXISTS (%3$s AND NOT EXISTS (
                        SELECT FROM %4$s AS child WHERE %5$s
                            AND NOT EXISTS (SELECT FROM %6$s AS actual WHERE %7$s)))
                    AND NOT EXISTS (SELECT FROM %8$s AS row WHERE row."raw.late" AND %9$s)
                ORDER BY 1
                """.formatted(
                                parents.keyText("holder"),
                                parents.contract.table().sql(),
                                candidatesOfOuter,
                                expected.name,
                                ofCandidate,
                                table,
                                expected.sameKey("child", "actual"),
                                parents.name,
                                parents.sameKey("row", "holder")),
                row -> differences.add(new Difference(
                        place,
                        "parent " + row.getString(1),
                        "the rows of the event whose row the table " + parents.contract.table() + " holds",
                        "fewer rows")));
    }

    /** The events of keys whose last event was rejected, and their rows. */
    private static String alternatives(ExpectedTable parents) {
        return """
                SELECT FROM %s AS row JOIN wherry_audit_alternative AS alternative
                    ON row."raw.feed" = alternative.feed AND row."raw.partition" = alternative.partition
                        AND row."raw.record" = alternative.record""".formatted(parents.name);
    }
}
