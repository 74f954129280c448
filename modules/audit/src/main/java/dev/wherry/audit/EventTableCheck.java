package dev.wherry.audit;

import dev.wherry.contracts.ContractTable;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares an event table or a history with the valid events, column by column. Every row must be that of an event of its
 * key. Of several events of a key, any may have been the first; if the contract has a version, the smallest must be in the
 * table. Events with another content must be in the quarantine. The key of a history contains version and identity, so that
 * several events of a key are copies, of which the one with the smallest origin must be in the table.
 */
final class EventTableCheck {
    private final AuditDatabase database;
    private final Differences differences;
    private final boolean showValues;

    EventTableCheck(AuditDatabase database, Differences differences, boolean showValues) {
        this.database = database;
        this.differences = differences;
        this.showValues = showValues;
    }

    void check(ExpectedTable expected) throws SQLException {
        String place = "table " + expected.table.name();
        checkRows(expected, place);
        checkEvents(expected, place);
    }

    /** Rows that equal no event of their key. */
    private void checkRows(ExpectedTable expected, String place) throws SQLException {
        String differing = expected.differingColumns("row", "actual", showValues);
        database.each(
                """
                WITH odd AS (
                    SELECT actual.* FROM %1$s AS actual
                    WHERE NOT EXISTS (SELECT FROM %2$s AS row WHERE NOT row."raw.late" AND %3$s AND NOT (%4$s))
                        AND NOT EXISTS (SELECT FROM %2$s AS row WHERE row."raw.late" AND %3$s)
                )
                SELECT %5$s AS key, count(row."raw.feed") AS events,
                    (array_agg(%6$s ORDER BY length(%6$s)) FILTER (WHERE row."raw.feed" IS NOT NULL))[1] AS differing
                FROM odd AS actual LEFT JOIN %2$s AS row ON %3$s
                GROUP BY 1 ORDER BY 1
                """.formatted(
                                expected.table.name().sql(),
                                expected.name,
                                expected.sameKey("row", "actual"),
                                expected.anyDiffers("row", "actual"),
                                expected.keyText("actual"),
                                differing),
                row -> {
                    long events = row.getLong("events");
                    differences.add(new Difference(
                            place,
                            "key " + row.getString("key"),
                            events == 0
                                    ? "no row for this key"
                                    : events == 1
                                            ? "the row of its event"
                                            : "the row of one of its " + events + " events",
                            events == 0 ? "a row" : "other values in columns " + row.getString("differing")));
                });
    }

    /** Each event, with all its copies, compared with the row of its key and the quarantine. */
    private void checkEvents(ExpectedTable expected, String place) throws SQLException {
        database.each(
                """
                SELECT * FROM (
                    SELECT event.*, CASE
                        WHEN event.rejections + event.conflicts > event.events THEN 'many'
                        WHEN row."raw.feed" IS NULL THEN CASE WHEN event.rejections < event.events THEN 'unfit' END
                        WHEN actual.%1$s IS NULL THEN CASE WHEN event.rejections + event.conflicts < event.events THEN 'missing' END
                        WHEN %2$s THEN CASE WHEN event.rejections < event.events THEN 'order' END
                        WHEN %3$s THEN NULL
                        WHEN %4$s THEN CASE WHEN event.rejections + event.conflicts < event.events THEN 'conflict' END
                        WHEN event.conflicts > 0 THEN 'copy' END AS problem
                    FROM (
                        SELECT DISTINCT ON (%8$s) key, feed, file, place, partition, record,
                            count(*) OVER (PARTITION BY %8$s) AS events, coalesce(conflicts, 0) AS conflicts,
                            %9$s AS rejections
                        FROM wherry_audit_valid LEFT JOIN (SELECT key, digest, sum(conflicts) AS conflicts,
                                sum(rejections) AS rejections FROM wherry_audit_open WHERE type = ? GROUP BY 1, 2) AS open
                            USING (key, digest)
                        WHERE type = ? AND NOT EXISTS (SELECT FROM wherry_audit_late_key AS late
                            WHERE late.type = wherry_audit_valid.type AND late.key = wherry_audit_valid.key)
                        ORDER BY %8$s, modified IS NOT NULL, modified, file, place, partition, record
                    ) AS event
                        LEFT JOIN %5$s AS row ON row."raw.feed" = event.feed AND row."raw.partition" = event.partition
                            AND row."raw.record" = event.record
                        LEFT JOIN %6$s AS actual ON %7$s
                ) AS compared
                WHERE problem IS NOT NULL ORDER BY key, feed, partition, record
                """.formatted(
                                expected.firstKeyColumn(),
                                expected.replaces("row", "actual"),
                                expected.replaces("actual", "row"),
                                expected.contentDiffers("row", "actual"),
                                expected.name,
                                expected.table.name().sql(),
                                expected.sameKey("row", "actual"),
                                copies(expected),
                                rejections(expected)),
                row -> differences.add(difference(expected, place, row)),
                expected.contract.type(),
                expected.contract.type());
    }

    /** The columns that copies of an event have in common. */
    private static String copies(ExpectedTable expected) {
        return isHistory(expected) ? "key, version, id" : "key, digest";
    }

    /** If one of the copies that a history has was rejected, it is not known which: then none has to be the row. */
    private static String rejections(ExpectedTable expected) {
        return isHistory(expected)
                ? "CASE WHEN max(rejections) OVER (PARTITION BY %1$s) > 0 THEN count(*) OVER (PARTITION BY %1$s) ELSE 0 END"
                        .formatted(copies(expected))
                : "coalesce(rejections, 0)";
    }

    private static boolean isHistory(ExpectedTable expected) {
        return expected.table.kind() == ContractTable.Kind.HISTORY;
    }

    private static Difference difference(ExpectedTable expected, String place, ResultSet row) throws SQLException {
        String event = Descriptions.event(row);
        String key = "key " + Descriptions.text(row.getBytes("key"));
        String problem = row.getString("problem");
        return switch (problem) {
            case "many" ->
                new Difference(
                        place,
                        key,
                        "at most " + row.getLong("events") + " open rows in the quarantine with " + event,
                        String.valueOf(row.getLong("conflicts") + row.getLong("rejections")));
            case "unfit" ->
                new Difference(
                        place,
                        key,
                        event + " in the quarantine, because its values do not fit the table",
                        "no such row");
            case "missing" -> new Difference(place, key, "the row of " + event.substring("the ".length()), "none");
            case "order" ->
                new Difference(
                        place,
                        key,
                        "the row of " + event.substring("the ".length())
                                + (isHistory(expected) ? ", the earliest of its copies" : ", whose version is smaller"),
                        isHistory(expected) ? "that of a later copy" : "that of another event");
            case "conflict" ->
                new Difference(
                        place,
                        key,
                        event + " in the quarantine, because the row of its key has other values",
                        "no such row");
            case "copy" ->
                new Difference(
                        place,
                        key,
                        event + " counted as a duplicate, because the row of its key has the same values",
                        "a row in the quarantine");
            default -> throw new IllegalStateException(problem);
        };
    }
}
