package dev.wherry.audit;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import java.sql.SQLException;

/**
 * Compares the topic of an event table or history with the valid raw events: each has one record, with its key, origin and
 * version, and of a history its identity.
 */
final class EventTopicCheck {
    private final AuditDatabase database;
    private final Differences differences;

    EventTopicCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    /** Copies with the same origin and bytes are only counted: they cannot be told apart, and need not be. */
    void check(ExpectedTable table) throws SQLException {
        Contract contract = table.contract;
        String topic = table.table.topic();
        database.each(
                """
                WITH expected AS (
                    SELECT key, feed, file, place, coalesce(modified, -1) AS modified, version, digest, %s AS id, deletion,
                        count(*) AS events, min(partition) AS partition, min(record) AS record
                    FROM wherry_audit_valid WHERE type = ? GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
                ), actual AS (
                    SELECT key, feed, file, place, coalesce(modified, -1) AS modified, version, digest,
                        coalesce(id, '') AS id, deletion, count(*) AS events
                    FROM wherry_audit_appended WHERE type = ? GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
                )
                SELECT key, feed, file, place, coalesce(expected.events, 0) AS expected, coalesce(actual.events, 0) AS actual,
                    ' (raw.' || feed || '-' || expected.partition || '@' || expected.record || ')' AS raw
                FROM expected FULL JOIN actual USING (key, feed, file, place, modified, version, digest, id, deletion)
                WHERE expected.events IS DISTINCT FROM actual.events
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_key AS late WHERE late.type = ? AND late.key = coalesce(expected.key, actual.key))
                ORDER BY 1, 2, 3, 4
                """.formatted(table.table.kind() == ContractTable.Kind.HISTORY ? "id" : "''::bytea"),
                row -> {
                    String raw = row.getString("raw");
                    differences.add(new Difference(
                            topic,
                            "key " + Descriptions.text(row.getBytes("key")) + ", "
                                    + Descriptions.origin(row.getBytes("file"), row.getString("place"))
                                    + (raw == null ? "" : raw),
                            records(row.getLong("expected")),
                            records(row.getLong("actual"))));
                },
                contract.type(),
                contract.type(),
                contract.type());
        database.each(
                "SELECT key, count(DISTINCT partition) FROM wherry_audit_appended WHERE type = ? GROUP BY key"
                        + " HAVING count(DISTINCT partition) > 1 ORDER BY 1",
                row -> differences.add(new Difference(
                        topic,
                        "key " + Descriptions.text(row.getBytes(1)),
                        "records in one partition",
                        "records in " + row.getLong(2) + " partitions")),
                contract.type());
    }

    private static String records(long count) {
        return count == 1 ? "1 record of this event" : count + " records of this event";
    }
}
