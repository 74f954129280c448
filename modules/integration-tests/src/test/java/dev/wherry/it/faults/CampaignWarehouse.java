package dev.wherry.it.faults;

import dev.wherry.generator.TruthTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The tables, past every relay. The database may have been away since the last question. */
final class CampaignWarehouse implements AutoCloseable {
    private final PostgresComponent postgres;
    private Connection connection;

    CampaignWarehouse(PostgresComponent postgres) {
        this.postgres = postgres;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T ask(String query, Reading<T> reading) throws SQLException {
        if (connection == null) {
            connection = postgres.connect();
        }
        boolean answered = false;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            T answer = reading.of(rows);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                close();
            }
        }
    }

    private long number(String query) throws SQLException {
        return ask(query, rows -> rows.next() ? rows.getLong(1) : 0);
    }

    /** How many events the ledger tells of. */
    long events() throws SQLException {
        return number("SELECT coalesce(sum(events), 0) FROM ledger");
    }

    /** How many events of the feed met that outcome. */
    long events(String feed, String outcome) throws SQLException {
        return number("SELECT coalesce(sum(events), 0) FROM ledger WHERE feed = '" + feed + "' AND outcome = '"
                + outcome + "'");
    }

    long quarantined(String feed) throws SQLException {
        return number("SELECT count(*) FROM quarantine WHERE feed = '" + feed + "'");
    }

    boolean hasCard(long id) throws SQLException {
        return number("SELECT count(*) FROM cards WHERE id = " + id) == 1;
    }

    List<String> differences(TruthTable truth) throws SQLException {
        return ask(truth.query(), truth::differences);
    }

    /** Where the sink goes on. */
    Map<TopicPartition, Long> sinkOffsets() throws SQLException {
        return ask("SELECT topic, partition, next_offset FROM wherry_offsets", rows -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
            return offsets;
        });
    }

    /** Ends the server process of whoever connects from that port, as an operator's or an overloaded machine's hand does. */
    void terminateBackend(int clientPort) throws SQLException {
        number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE client_port = " + clientPort);
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException gone) {
                // with its server
            }
            connection = null;
        }
    }
}
