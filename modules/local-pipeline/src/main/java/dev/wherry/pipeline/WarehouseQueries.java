package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.warehouse.KeyConflict;
import dev.wherry.contracts.warehouse.OrderDependentRejections;
import dev.wherry.contracts.warehouse.RecordedContracts;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.wire.LedgerParts;
import dev.wherry.wire.Outcome;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;

/**
 * Queries the warehouse for the state of the pipeline. Uses one connection, and reopens it after a failure. Tables that the
 * sink has not created yet count as empty.
 */
final class WarehouseQueries implements AutoCloseable {
    private static final String UNDEFINED_TABLE = "42P01";

    private final String url;
    private final Properties credentials;
    private final Catalog catalog;
    private Connection connection;

    WarehouseQueries(String url, String user, String password, Catalog catalog) {
        this.url = url;
        this.catalog = catalog;
        credentials = new Properties();
        credentials.setProperty("user", user);
        credentials.setProperty("password", password);
        credentials.setProperty("connectTimeout", "2");
        credentials.setProperty("socketTimeout", "60");
        credentials.setProperty("ApplicationName", "wherry");
        credentials.setProperty("options", "-c TimeZone=UTC");
    }

    /** The ledger: by feed, the number of events of each outcome. */
    Map<String, Map<Outcome, Long>> ledger() throws SQLException {
        Map<String, Map<Outcome, Long>> ledger = new HashMap<>();
        query("SELECT feed, outcome, events FROM ledger", row -> ledger.computeIfAbsent(
                        row.getString(1), feed -> new EnumMap<>(Outcome.class))
                .put(Outcome.ofLabel(row.getString(2)), row.getLong(3)));
        return ledger;
    }

    /** The number of rows in the contract's table. */
    long rows(Contract contract) throws SQLException {
        long[] rows = new long[1];
        query("SELECT count(*) FROM " + contract.table().sql(), row -> rows[0] = row.getLong(1));
        return rows[0];
    }

    /** The number of keys, or of events of an event table, with an open row that PostgreSQL rejected. */
    long rejected(Contract contract) throws SQLException {
        long[] rejected = new long[1];
        query(
                "SELECT count(%s) FROM quarantine WHERE topic = ? AND resolved_at IS NULL AND (%s) IS NOT TRUE"
                        .formatted(contract.isEventTable() ? "*" : "DISTINCT key", KeyConflict.CONDITION),
                row -> rejected[0] = row.getLong(1),
                contract.topic());
        return rejected[0];
    }

    /** The number of keys of a type with an open deletion that PostgreSQL rejected. */
    long rejectedDeletions(Contract contract) throws SQLException {
        long[] rejected = new long[1];
        query(
                "SELECT count(DISTINCT key) FROM quarantine WHERE topic = ? AND resolved_at IS NULL AND event IS NULL",
                row -> rejected[0] = row.getLong(1),
                contract.topic());
        return rejected[0];
    }

    /** The number of events of an event table that the ledger counts as accepted. */
    long acceptedEvents(Contract contract) throws SQLException {
        long[] accepted = new long[1];
        query(
                "SELECT coalesce(sum(events), 0) FROM ledger_counts WHERE outcome = ? AND (part ~ ? OR part ~ ?)",
                row -> accepted[0] = row.getLong(1),
                Outcome.ACCEPTED.label(),
                LedgerParts.appendPattern(contract.type()),
                LedgerParts.correctionsPattern(contract.type()));
        return accepted[0];
    }

    /** A sentence for each change of a contract that rows do not follow. */
    List<String> contractProblems() throws SQLException {
        List<String> problems = new ArrayList<>();
        withConnection(() -> problems.addAll(RecordedContracts.read(connection).problems(catalog)));
        return problems;
    }

    /** By partition, the next offset that the sink reads. */
    Map<TopicPartition, Long> sinkOffsets() throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        query(
                "SELECT topic, partition, next_offset FROM wherry_offsets",
                row -> offsets.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
        return offsets;
    }

    /**
     * Whether the sink will try rejected rows again that depend on other rows: they were not tried since the last batch of
     * rows was written.
     */
    boolean hasDueRetries() throws SQLException {
        boolean[] due = new boolean[1];
        query("""
                SELECT EXISTS (SELECT FROM quarantine WHERE resolved_at IS NULL AND record_headers IS NOT NULL
                    AND %s
                    AND (tried_at IS NULL OR tried_at <
                        (SELECT max(written_at) FROM wherry_offsets WHERE topic LIKE ANY (ARRAY['state.%%', 'events.%%']))))
                """.formatted(OrderDependentRejections.CONDITION), row -> due[0] = row.getBoolean(1));
        return due[0];
    }

    /** Whether the database is only unreachable, starting or stopping (SQLSTATE classes 08 and 57P). */
    static boolean isUnavailable(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowReader reader, String... parameters) throws SQLException {
        withConnection(() -> read(sql, reader, parameters));
    }

    /** Work on {@link #connection}. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    /** Retries once on a new connection: a connection broken by an outage is only noticed when it is used. */
    private void withConnection(Work work) throws SQLException {
        if (connection != null) {
            try {
                runOnce(work);
                return;
            } catch (SQLException failure) {
                close();
                if (!isUnavailable(failure)) {
                    throw failure;
                }
            }
        }
        connection = connect();
        runOnce(work);
    }

    private void runOnce(Work work) throws SQLException {
        try {
            work.run();
        } catch (SQLException failure) {
            if (!UNDEFINED_TABLE.equals(failure.getSQLState())) {
                throw failure;
            }
            close(); // the schema that the sink will choose is not certain before it has created its tables
        }
    }

    private Connection connect() throws SQLException {
        Connection opened = DriverManager.getConnection(url, credentials);
        boolean found = false;
        try {
            WarehouseSchema.find(opened, catalog).use(opened);
            found = true;
            return opened;
        } finally {
            if (!found) {
                opened.close();
            }
        }
    }

    private void read(String sql, RowReader reader, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    reader.read(result);
                }
            }
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // the connection is discarded either way
            }
            connection = null;
        }
    }
}
