package dev.wherry.pipeline;

import dev.wherry.contracts.Contract;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;

/**
 * What the warehouse says of the pipeline. One connection, made anew after a failure; until the sink has made its
 * tables, they count as empty.
 */
public final class WarehouseQueries implements AutoCloseable {
    private static final String UNDEFINED_TABLE = "42P01";

    private final String url;
    private final Properties credentials;
    private Connection connection;

    WarehouseQueries(String url, String user, String password) {
        this.url = url;
        credentials = new Properties();
        credentials.setProperty("user", user);
        credentials.setProperty("password", password);
        credentials.setProperty("connectTimeout", "2");
        credentials.setProperty("socketTimeout", "60");
        credentials.setProperty("ApplicationName", "wherry");
        credentials.setProperty("options", "-c TimeZone=UTC");
    }

    /** The ledger: by feed, how many events there are of each outcome. */
    Map<String, Map<Outcome, Long>> ledger() throws SQLException {
        Map<String, Map<Outcome, Long>> ledger = new HashMap<>();
        query("SELECT feed, outcome, events FROM ledger", row -> ledger.computeIfAbsent(
                        row.getString(1), feed -> new EnumMap<>(Outcome.class))
                .put(Outcome.ofLabel(row.getString(2)), row.getLong(3)));
        return ledger;
    }

    /** How many rows the contract's table has. */
    long rows(Contract contract) throws SQLException {
        long[] rows = new long[1];
        // a checked identifier, but it may be a reserved word
        query("SELECT count(*) FROM \"" + contract.table() + '"', row -> rows[0] = row.getLong(1));
        return rows[0];
    }

    /** How many keys of a type have a row that PostgreSQL refused. */
    long refused(Contract contract) throws SQLException {
        long[] refused = new long[1];
        query(
                "SELECT count(DISTINCT key) FROM quarantine WHERE topic = ?",
                row -> refused[0] = row.getLong(1),
                Topics.state(contract.type()));
        return refused[0];
    }

    /** By partition, the offset from which the sink goes on. */
    Map<TopicPartition, Long> sinkOffsets() throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        query(
                "SELECT topic, partition, next_offset FROM wherry_offsets",
                row -> offsets.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
        return offsets;
    }

    /** Whether that failure says only that the database cannot be reached now: it is away, starting or stopping. */
    public static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** A connection from before an outage is noticed only when it is used; so a broken old one is replaced once. */
    private void query(String sql, RowReader reader, String... parameters) throws SQLException {
        if (connection != null) {
            try {
                queryOnce(sql, reader, parameters);
                return;
            } catch (SQLException failure) {
                close();
                if (!isAway(failure)) {
                    throw failure;
                }
            }
        }
        connection = DriverManager.getConnection(url, credentials);
        queryOnce(sql, reader, parameters);
    }

    private void queryOnce(String sql, RowReader reader, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    reader.read(result);
                }
            }
        } catch (SQLException failure) {
            if (!UNDEFINED_TABLE.equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException alreadyBroken) {
                // a connection that cannot be closed is as gone as one that can
            }
            connection = null;
        }
    }
}
