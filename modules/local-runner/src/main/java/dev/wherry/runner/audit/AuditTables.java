package dev.wherry.runner.audit;

import java.sql.SQLException;

/** The temporary tables that topics are loaded into. Texts are compared byte by byte, whatever the database's collation. */
final class AuditTables {
    /**
     * {@code file} holds UTF-16 as bytes in the two tables whose order decides ties, because it decides them in the
     * streams app as Java orders texts; {@code modified} is null for growing files; {@code digest} is SHA-256 of the event.
     */
    private static final String CREATE = """
            CREATE TEMPORARY TABLE audit_valid (
                feed text COLLATE "C", type text COLLATE "C", key bytea, version bytea, id bytea, modified bigint,
                file bytea, place bigint, digest bytea, size integer, partition integer, record bigint);
            CREATE TEMPORARY TABLE audit_invalid (
                feed text COLLATE "C", file text COLLATE "C", place bigint, modified bigint, digest bytea,
                full_size bigint, codes text COLLATE "C", partition integer, record bigint);
            CREATE TEMPORARY TABLE audit_late_key (type text COLLATE "C", key bytea);
            CREATE TEMPORARY TABLE audit_late_invalid (
                feed text COLLATE "C", file text COLLATE "C", place bigint, digest bytea);
            CREATE TEMPORARY TABLE audit_set_aside (
                feed text COLLATE "C", partition integer, record bigint, key text COLLATE "C", file text COLLATE "C",
                place bigint, modified bigint, digest bytea, full_size bigint, codes text COLLATE "C");
            CREATE TEMPORARY TABLE audit_state (
                type text COLLATE "C", partition integer, record bigint, key bytea, feed text COLLATE "C",
                file bytea, place bigint, modified bigint, version bytea, digest bytea);
            CREATE TEMPORARY TABLE audit_ledger (record bigint, counter text COLLATE "C", events bigint);
            CREATE TEMPORARY TABLE audit_read (topic text COLLATE "C", partition integer, next bigint);
            CREATE TEMPORARY TABLE audit_loaded (feed text COLLATE "C", partition integer, record bigint);
            """;

    private AuditTables() {}

    static void create(AuditDatabase database) throws SQLException {
        database.execute(CREATE);
        database.commit();
    }

    /** For this transaction: what is held of each key, which of them PostgreSQL has refused, and whose rows may stand for those. */
    static void lookAtWhatIsHeld(AuditDatabase database) throws SQLException {
        database.execute("""
                ANALYZE audit_state;
                CREATE TEMPORARY TABLE audit_last ON COMMIT DROP AS
                SELECT * FROM audit_state JOIN (SELECT type, key, max(record) AS record FROM audit_state GROUP BY type, key) AS last
                    USING (type, key, record);
                CREATE TEMPORARY TABLE audit_last_count ON COMMIT DROP AS
                SELECT DISTINCT ON (counter) counter, events FROM audit_ledger ORDER BY counter, record DESC;
                CREATE TEMPORARY TABLE audit_refused ON COMMIT DROP AS
                SELECT last.type, last.key, last.feed, last.partition, last.record
                FROM audit_last AS last JOIN quarantine AS held ON held.topic = 'state.' || last.type
                    AND held.partition = last.partition AND held.record_offset = last.record
                WHERE sha256(held.event) = last.digest;
                CREATE TEMPORARY TABLE audit_alternative ON COMMIT DROP AS
                SELECT valid.feed, valid.partition, valid.record, valid.type, valid.version
                FROM audit_valid AS valid JOIN audit_refused AS refused USING (type, key);
                ANALYZE audit_last; ANALYZE audit_last_count; ANALYZE audit_refused; ANALYZE audit_alternative;
                ANALYZE audit_set_aside; ANALYZE audit_invalid; ANALYZE audit_late_key; ANALYZE audit_late_invalid
                """);
    }
}
