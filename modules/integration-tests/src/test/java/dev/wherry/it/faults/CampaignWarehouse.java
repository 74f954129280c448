package dev.wherry.it.faults;

import dev.wherry.generator.TruthTable;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.SnapshotDecision.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Queries the warehouse, bypassing the relay. Reconnects after an outage of the database. */
final class CampaignWarehouse implements AutoCloseable {
    private static final String REFUSED_SNAPSHOT = "reasons -> 0 ->> 'code' = 'snapshot_refused'";

    private final PostgresComponent postgres;
    private Connection connection;

    CampaignWarehouse(PostgresComponent postgres) {
        this.postgres = postgres;
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, RowReader<T> reader) throws SQLException {
        if (connection == null) {
            connection = postgres.connect();
        }
        boolean succeeded = false;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            T result = reader.read(rows);
            succeeded = true;
            return result;
        } finally {
            if (!succeeded) {
                close();
            }
        }
    }

    private long number(String sql) throws SQLException {
        return query(sql, rows -> rows.next() ? rows.getLong(1) : 0);
    }

    /** The number of events in the ledger. */
    long events() throws SQLException {
        return number("SELECT coalesce(sum(events), 0) FROM ledger");
    }

    /** The number of events of a feed with the given outcome. */
    long events(String feed, String outcome) throws SQLException {
        return number("SELECT coalesce(sum(events), 0) FROM ledger WHERE feed = '" + feed + "' AND outcome = '"
                + outcome + "'");
    }

    /** The number of events of a feed in the quarantine. Refused snapshots are no events. */
    long quarantined(String feed) throws SQLException {
        return number("SELECT count(*) FROM quarantine WHERE topic = '" + Topics.invalid(feed) + "' AND NOT "
                + REFUSED_SNAPSHOT);
    }

    /**
     * Compares the decisions about full snapshots. Of a refused one, there is a record in the quarantine.
     *
     * @param expected the verdicts that are right, by file
     * @return a sentence for each difference
     */
    List<String> differences(String type, Map<String, Set<Verdict>> expected) throws SQLException {
        Map<String, String> found = query(
                "SELECT file, string_agg(verdict, ' and ') || coalesce((SELECT ', '"
                        + " || count(*) || ' in the quarantine' FROM quarantine WHERE file = snapshot.file AND "
                        + REFUSED_SNAPSHOT
                        + " HAVING count(*) > 0), '') FROM wherry_snapshots AS snapshot WHERE type = '"
                        + type + "' GROUP BY file",
                rows -> {
                    Map<String, String> verdicts = new HashMap<>();
                    while (rows.next()) {
                        verdicts.put(rows.getString(1), rows.getString(2));
                    }
                    return verdicts;
                });
        TreeSet<String> files = new TreeSet<>(expected.keySet());
        files.addAll(found.keySet());
        return files.stream()
                .filter(file -> expected.getOrDefault(file, Set.of()).stream()
                        .noneMatch(right -> text(right).equals(found.get(file))))
                .map(file -> "snapshot %s: expected one of %s but found %s"
                        .formatted(file, expected.get(file), found.get(file)))
                .toList();
    }

    private static String text(Verdict verdict) {
        return verdict.label() + (verdict == Verdict.REFUSED ? ", 1 in the quarantine" : "");
    }

    /** The number of rows that PostgreSQL rejected and that have not got in since. */
    long rejected() throws SQLException {
        return number("SELECT count(*) FROM quarantine WHERE topic LIKE 'state.%' AND resolved_at IS NULL");
    }

    /** The number of rows that PostgreSQL rejected and that got in later. */
    long acceptedLater() throws SQLException {
        return number("SELECT count(*) FROM quarantine WHERE topic LIKE 'state.%' AND resolved_at IS NOT NULL");
    }

    boolean hasCard(long id) throws SQLException {
        return number("SELECT count(*) FROM cards WHERE id = " + id) == 1;
    }

    List<String> differences(TruthTable truth) throws SQLException {
        return query(truth.query(), truth::differences);
    }

    /** The offsets at which the sink resumes. */
    Map<TopicPartition, Long> sinkOffsets() throws SQLException {
        return query("SELECT topic, partition, next_offset FROM wherry_offsets", rows -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
            return offsets;
        });
    }

    /** Terminates the server process of the client with the given port. */
    void terminateBackend(int clientPort) throws SQLException {
        number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE client_port = " + clientPort);
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException alreadyClosed) {
                // the server is gone
            }
            connection = null;
        }
    }
}
