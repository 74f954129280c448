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
}
