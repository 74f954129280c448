package dev.wherry.bench.sink;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.process.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables that are written to: the shipped ones, and others that are like them in everything but their names. */
final class SinkTables {
    static final List<String> NAMES = List.of("cards", "users");
    /** Tells which event each card holds. */
    static final String DIGEST = "SELECT sum(('x' || left(event_id::text, 8))::bit(32)::bigint # id) FROM ";

    private final Connection connection;

    SinkTables(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Makes tables like the shipped ones, which must be there. */
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

    /** Does what autovacuum would do in the middle of the next sample otherwise, for whatever has been written since the last one. */
    void vacuum() throws SQLException {
        execute("VACUUM (ANALYZE)");
    }

    void empty(String prefix) throws SQLException {
        for (String table : NAMES) {
            execute("TRUNCATE " + prefix + table);
        }
    }

    /** Throws unless the tables hold those numbers of rows, and the cards the events of that digest. */
    void require(String prefix, StateGenerator states) throws SQLException {
        WrongOutcomeException.require(
                prefix + "cards", states.cards(), number("SELECT count(*) FROM " + prefix + "cards"));
        WrongOutcomeException.require(
                prefix + "users", states.users(), number("SELECT count(*) FROM " + prefix + "users"));
        WrongOutcomeException.require(
                "digest of " + prefix + "cards", states.digestOfCards(), number(DIGEST + prefix + "cards"));
    }

    /** Throws unless the tables hold the same as the shipped ones, but for time of writing and version. */
    void requireSame(String prefix) throws SQLException {
        for (String table : NAMES) {
            long different = number("SELECT count(*) FROM (SELECT to_jsonb(t) - '{loaded_at,version}'::text[] FROM "
                    + table + " t EXCEPT SELECT to_jsonb(t) - '{loaded_at,version}'::text[] FROM " + prefix + table
                    + " t) different");
            WrongOutcomeException.require("rows of " + prefix + table + " that differ", 0, different);
        }
    }

    /** How far the sink has committed the state topics. The ends of transactions take offsets, too. */
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
