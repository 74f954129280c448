package dev.wherry.operations.rebuild;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.operations.PipelineTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Empties tables, and sets where the sink goes on, in one transaction. */
final class WarehouseReset {
    private static final String OFFSETS = "wherry_offsets";

    private final PipelineTarget target;

    WarehouseReset(PipelineTarget target) {
        this.target = target;
    }

    /**
     * Locks the offsets before the tables, and in their order, as sinks do: one that is writing ends its transaction first, and
     * one that begins waits, and then finds that its partitions have been moved on.
     */
    void empty(Collection<String> tables, Map<TopicPartition, Long> next) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            if (!isThere(connection, OFFSETS)) {
                return; // no sink has ever run here
            }
            try (PreparedStatement move = connection.prepareStatement("""
                    INSERT INTO wherry_offsets (topic, partition, next_offset, written_at) VALUES (?, ?, ?, now())
                    ON CONFLICT (topic, partition) DO UPDATE
                    SET next_offset = excluded.next_offset, written_at = excluded.written_at
                    """)) {
                for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
                    move.setString(1, entry.getKey().topic());
                    move.setInt(2, entry.getKey().partition());
                    move.setLong(3, entry.getValue());
                    move.executeUpdate();
                }
            }
            List<String> there = new ArrayList<>();
            for (String table : tables) {
                if (isThere(connection, table)) {
                    there.add(table);
                }
            }
            try (Statement statement = connection.createStatement()) {
                // contracts' tables are checked identifiers; together, because they may refer to each other
                statement.execute(
                        there.stream().map(SqlIdentifiers::quote).collect(Collectors.joining(", ", "TRUNCATE ", "")));
            }
            connection.commit();
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", target.password());
        properties.setProperty("ApplicationName", "wherry rebuild");
        return DriverManager.getConnection(target.database(), properties);
    }

    private static boolean isThere(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, SqlIdentifiers.quote(table));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
