package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.warehouse.KeyConflict;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The temporary tables that topics are loaded into. Texts compare bytewise, regardless of the database's collation. */
final class AuditTables {
    /**
     * {@code file} is UTF-16 as bytea in the two tables whose order breaks ties, because the streams app breaks ties in the
     * order of Java strings; {@code modified} is null for tailed files; {@code digest} is the SHA-256 of the event.
     * In the tables of states and winners, it is null for a deletion, whose state record is a tombstone. The times of decisions are in
     * milliseconds since the epoch.
     */
    private static final String CREATE = """
            CREATE TEMPORARY TABLE wherry_audit_valid (
                feed text COLLATE "C", type text COLLATE "C", key bytea, version bytea, id bytea, modified bigint,
                file bytea, place bigint, digest bytea, deletion boolean, size integer, partition integer, record bigint,
                reading text COLLATE "C");
            CREATE TEMPORARY TABLE wherry_audit_skipped (
                feed text COLLATE "C", file text COLLATE "C", place bigint, modified bigint, digest bytea,
                partition integer, record bigint, reading text COLLATE "C");
            CREATE TEMPORARY TABLE wherry_audit_invalid (
                feed text COLLATE "C", file text COLLATE "C", place bigint, modified bigint, digest bytea,
                full_size bigint, codes text COLLATE "C", partition integer, record bigint, reading text COLLATE "C");
            CREATE TEMPORARY TABLE wherry_audit_late_key (type text COLLATE "C", key bytea);
            CREATE TEMPORARY TABLE wherry_audit_late_invalid (
                feed text COLLATE "C", file text COLLATE "C", place bigint, digest bytea);
            CREATE TEMPORARY TABLE wherry_audit_quarantined (
                feed text COLLATE "C", partition integer, record bigint, key text COLLATE "C", file text COLLATE "C",
                place bigint, modified bigint, digest bytea, full_size bigint, codes text COLLATE "C");
            CREATE TEMPORARY TABLE wherry_audit_state (
                type text COLLATE "C", partition integer, record bigint, key bytea, feed text COLLATE "C",
                file bytea, place bigint, modified bigint, version bytea, digest bytea);
            CREATE TEMPORARY TABLE wherry_audit_appended (
                type text COLLATE "C", partition integer, record bigint, key bytea, feed text COLLATE "C",
                file bytea, place bigint, modified bigint, version bytea, digest bytea, id bytea, deletion boolean);
            CREATE TEMPORARY TABLE wherry_audit_ledger (record bigint, counter text COLLATE "C", events bigint);
            CREATE TEMPORARY TABLE wherry_audit_late_reading (reading text COLLATE "C");
            CREATE TEMPORARY TABLE wherry_audit_file (
                record bigint, reading text COLLATE "C", feed text COLLATE "C", file text COLLATE "C", size bigint,
                fingerprint text COLLATE "C", ending text COLLATE "C", events bigint, first bigint, last bigint);
            CREATE TEMPORARY TABLE wherry_audit_erased_part (
                reading text COLLATE "C", erasure text COLLATE "C", events bigint);
            CREATE TEMPORARY TABLE wherry_audit_decision (
                record bigint, type text COLLATE "C", reading text COLLATE "C", feed text COLLATE "C", file text COLLATE "C",
                version bytea, verdict text COLLATE "C", reason text COLLATE "C", file_rows bigint, missing_rows bigint,
                rows_before bigint, decided_at bigint);
            CREATE TEMPORARY TABLE wherry_audit_receipt (
                partition integer, record bigint, reading text COLLATE "C", feed text COLLATE "C", file text COLLATE "C",
                size bigint, fingerprint text COLLATE "C", ending text COLLATE "C", events bigint, first bigint,
                last bigint, erased bigint, valid bigint, skipped bigint, invalid bigint, outcomes text COLLATE "C");
            CREATE TEMPORARY TABLE wherry_audit_read (topic text COLLATE "C", partition integer, next bigint);
            CREATE TEMPORARY TABLE wherry_audit_loaded (
                feed text COLLATE "C", partition integer, record bigint, number integer);
            """;

    private AuditTables() {}

    /** The types of the contracts as an SQL array. A type's name is a validated identifier. */
    static String types(List<Contract> contracts) {
        return contracts.stream()
                .map(contract -> "'" + contract.type() + "'")
                .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    static void create(AuditDatabase database) throws SQLException {
        database.execute(CREATE);
        database.commit();
    }

    /**
     * Creates tables for the current transaction: the last record of each key, the keys whose last event PostgreSQL
     * rejected and still rejects, and the events whose rows may take the place of those. Of event tables and histories,
     * the events in the quarantine, by their content. A resolved row of the quarantine does not count: its event, a newer one or a copy is in
     * the table. Of full snapshots, the decisions that count: all first ones, and those of types with snapshots.
     */
    static void createPassTables(AuditDatabase database, Catalog catalog) throws SQLException {
        database.execute("""
                CREATE TEMPORARY TABLE wherry_audit_first_decision ON COMMIT DROP AS
                SELECT DISTINCT ON (type, reading) * FROM wherry_audit_decision ORDER BY type, reading, record;
                CREATE TEMPORARY TABLE wherry_audit_snapshot ON COMMIT DROP AS
                SELECT * FROM wherry_audit_first_decision WHERE type = ANY (%2$s);
                ANALYZE wherry_audit_state;
                CREATE TEMPORARY TABLE wherry_audit_last ON COMMIT DROP AS
                SELECT * FROM wherry_audit_state JOIN (SELECT type, key, max(record) AS record FROM wherry_audit_state GROUP BY type, key) AS last
                    USING (type, key, record);
                CREATE TEMPORARY TABLE wherry_audit_last_count ON COMMIT DROP AS
                SELECT DISTINCT ON (counter) counter, events FROM wherry_audit_ledger ORDER BY counter, record DESC;
                CREATE TEMPORARY TABLE wherry_audit_refused ON COMMIT DROP AS
                SELECT last.type, last.key, last.feed, last.partition, last.record
                FROM wherry_audit_last AS last JOIN quarantine AS actual ON actual.topic = 'state.' || last.type
                    AND actual.partition = last.partition AND actual.record_offset = last.record
                WHERE sha256(actual.event) IS NOT DISTINCT FROM last.digest AND actual.resolved_at IS NULL;
                CREATE TEMPORARY TABLE wherry_audit_alternative ON COMMIT DROP AS
                SELECT valid.feed, valid.partition, valid.record, valid.type, valid.version, valid.id
                FROM wherry_audit_valid AS valid JOIN wherry_audit_refused AS refused USING (type, key)
                WHERE NOT valid.deletion;
                CREATE TEMPORARY TABLE wherry_audit_open ON COMMIT DROP AS
                SELECT substr(topic, 8) COLLATE "C" AS type, feed, convert_to(key, 'UTF8') AS key, sha256(event) AS digest,
                    count(*) FILTER (WHERE %1$s) AS conflicts, count(*) FILTER (WHERE (%1$s) IS NOT TRUE) AS rejections
                FROM quarantine WHERE topic LIKE 'events.%%' AND resolved_at IS NULL GROUP BY 1, 2, 3, 4;
                ANALYZE wherry_audit_appended; ANALYZE wherry_audit_open;
                ANALYZE wherry_audit_last; ANALYZE wherry_audit_last_count; ANALYZE wherry_audit_refused; ANALYZE wherry_audit_alternative;
                ANALYZE wherry_audit_quarantined; ANALYZE wherry_audit_invalid; ANALYZE wherry_audit_late_key; ANALYZE wherry_audit_late_invalid;
                ANALYZE wherry_audit_first_decision; ANALYZE wherry_audit_snapshot
                """.formatted(KeyConflict.CONDITION, types(catalog.snapshotContracts())));
    }
}
