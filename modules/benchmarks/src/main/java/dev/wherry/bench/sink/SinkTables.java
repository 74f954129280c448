package dev.wherry.bench.sink;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.process.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The target tables: the shipped ones, and copies of their structure with a prefix. */
final class SinkTables {
    static final List<String> NAMES = List.of("cards", "users");
    /** Identifies the event that each card holds. */
    static final String DIGEST = "SELECT sum(('x' || left(event_id::text, 8))::bit(32)::bigint # id) FROM ";

    private final Connection connection;

    SinkTables(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Creates copies of the structure of the shipped tables, which must exist. */
    void createLike(String prefix) throws SQLException {
        for (String table : NAMES) {
            execute("CREATE TABLE " + prefix + table + " (LIKE " + table + " INCLUDING ALL)");
            execute("ALTER TABLE " + prefix + table + " ALTER COLUMN loaded_at SET DEFAULT now()");
        }
    }

    void dropVersion(String prefix) throws SQLException {
        for (String table : NAMES) {
            execute("ALTER TABLE " + prefix + table + " DROP COLUMN version");
        }
    }

    /** Does the work that autovacuum would otherwise do during the next sample. */
    void vacuum() throws SQLException {
        execute("VACUUM (ANALYZE)");
    }

    void truncate(String prefix) throws SQLException {
        for (String table : NAMES) {
            execute("TRUNCATE " + prefix + table);
        }
    }

    /** Throws unless the tables hold the expected number of rows, and the cards of the last generation. */
    void requireRows(String prefix, StateGenerator states) throws SQLException {
        WrongOutcomeException.require(
                prefix + "cards", states.cards(), number("SELECT count(*) FROM " + prefix + "cards"));
        WrongOutcomeException.require(
                prefix + "users", states.users(), number("SELECT count(*) FROM " + prefix + "users"));
        WrongOutcomeException.require(
                "digest of " + prefix + "cards", states.cardDigest(), number(DIGEST + prefix + "cards"));
    }

    /** Throws unless the tables hold the same rows as the shipped ones, ignoring loaded_at and version. */
    void requireSameRows(String prefix) throws SQLException {
        for (String table : NAMES) {
            long different = number("SELECT count(*) FROM (SELECT to_jsonb(t) - '{loaded_at,version}'::text[] FROM "
                    + table + " t EXCEPT SELECT to_jsonb(t) - '{loaded_at,version}'::text[] FROM " + prefix + table
                    + " t) different");
            WrongOutcomeException.require("rows of " + prefix + table + " that differ", 0, different);
        }
    }

    /** The sum of the committed offsets of the state topics. Transaction markers take offsets as well. */
    long committedOffsets() throws SQLException {
        return number("SELECT sum(next_offset) FROM wherry_offsets WHERE topic LIKE 'state.%'");
    }

    long number(String sql) throws SQLException {
        return Database.number(connection, sql);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
