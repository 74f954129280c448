package dev.wherry.audit;

import dev.wherry.contracts.Contract;
import dev.wherry.wire.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares the last record of every key of a state topic with the key's winner. If that is a deletion, the last record is a
 * tombstone, or it is gone, because compaction removes tombstones in the end. Which snapshot deleted a key depends on the
 * order of arrival.
 */
final class StateCheck {
    private final AuditDatabase database;
    private final Differences differences;

    StateCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    void check(Contract contract) throws SQLException {
        String topic = Topics.state(contract.type());
        database.each(
                """
                SELECT coalesce(winner.key, last.key) AS key, winner.feed, winner.file, winner.place,
                    winner.partition, winner.record, last.partition AS actual_partition, last.record AS actual_record,
                    winner.digest IS NULL AS deletion, coalesce(winner.missing, false) AS missing, last.digest IS NULL AS gone, last.file AS actual_file,
                    last.place AS actual_place,
                    concat_ws(', ',
                        CASE WHEN winner.digest IS DISTINCT FROM last.digest THEN 'the event''s bytes' END,
                        CASE WHEN winner.version IS DISTINCT FROM last.version THEN 'the version' END,
                        CASE WHEN winner.feed IS DISTINCT FROM last.feed THEN 'the feed' END,
                        CASE WHEN winner.file IS DISTINCT FROM last.file THEN 'the file' END,
                        CASE WHEN winner.place IS DISTINCT FROM last.place THEN 'the offset' END,
                        CASE WHEN winner.modified IS DISTINCT FROM last.modified THEN 'the modification time' END) AS differing
                FROM (SELECT * FROM wherry_audit_winner WHERE type = ?) AS winner
                    FULL JOIN (SELECT * FROM wherry_audit_last WHERE type = ?) AS last ON last.key = winner.key
                WHERE NOT (winner.key IS NULL AND last.digest IS NULL)
                    AND NOT (winner.key IS NOT NULL AND winner.digest IS NULL AND last.key IS NULL)
                    AND NOT (winner.missing AND last.digest IS NULL AND (
                        EXISTS (SELECT FROM wherry_audit_snapshot AS snapshot
                            WHERE snapshot.type = last.type AND snapshot.verdict = 'applied' AND snapshot.version = last.version)
                        OR EXISTS (SELECT FROM wherry_audit_valid AS valid
                            WHERE valid.deletion AND valid.type = last.type AND valid.key = last.key AND valid.version = last.version)))
                    AND (winner.key IS NULL OR last.key IS NULL OR winner.digest IS DISTINCT FROM last.digest
                        OR (winner.version, winner.feed, winner.file, winner.place, winner.modified)
                            IS DISTINCT FROM (last.version, last.feed, last.file, last.place, last.modified))
                    AND NOT EXISTS (SELECT FROM wherry_audit_late_key AS late
                        WHERE late.type = ? AND late.key = coalesce(winner.key, last.key))
                ORDER BY 1
                """,
                row -> {
                    String expected = row.getString("feed") == null
                            ? "no record of this key"
                            : row.getBoolean("missing")
                                    ? "the tombstone of a full snapshot, because the newest lacks the key"
                                    : (row.getBoolean("deletion") ? "the tombstone of " : "") + Descriptions.event(row);
                    differences.add(new Difference(
                            topic, "key " + Descriptions.text(row.getBytes("key")), expected, found(topic, row)));
                },
                contract.type(),
                contract.type(),
                contract.type());
        database.each(
                "SELECT key, count(DISTINCT partition) FROM wherry_audit_state WHERE type = ? AND digest IS NOT NULL GROUP BY key"
                        + " HAVING count(DISTINCT partition) > 1 ORDER BY 1",
                row -> differences.add(new Difference(
                        topic,
                        "key " + Descriptions.text(row.getBytes(1)),
                        "records in one partition",
                        "records in " + row.getLong(2) + " partitions")),
                contract.type());
    }

    private static String found(String topic, ResultSet row) throws SQLException {
        if (row.getString("actual_record") == null) {
            return "no record";
        }
        String position =
                " (" + topic + "-" + row.getInt("actual_partition") + "@" + row.getLong("actual_record") + ")";
        if (row.getBoolean("missing")) {
            return (row.getBoolean("gone") ? "a tombstone with another version" : "an event") + position;
        }
        String differing = row.getString("feed") == null ? "" : ", which differs in " + row.getString("differing");
        if (row.getBoolean("gone")) {
            return "a tombstone" + position + (row.getBoolean("deletion") ? differing : "");
        }
        return Descriptions.origin(row.getBytes("actual_file"), row.getString("actual_place")) + position + differing;
    }
}
