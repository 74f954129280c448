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

/** Truncates tables and moves the sink's offsets in one transaction. */
final class WarehouseReset {
    private static final String OFFSETS = "wherry_offsets";

    private final PipelineTarget target;

    WarehouseReset(PipelineTarget target) {
        this.target = target;
    }

    /**
     * Locks the offsets before the tables, in the same order as sinks do. A sink that is writing commits first; one that
     * starts a transaction waits, and then finds that its offsets have moved.
     */
    void truncate(Collection<String> tables, Map<TopicPartition, Long> nextOffsets) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            if (!exists(connection, OFFSETS)) {
                return; // no sink has ever run on this database
            }
            try (PreparedStatement upsert = connection.prepareStatement("""
                    INSERT INTO wherry_offsets (topic, partition, next_offset, written_at) VALUES (?, ?, ?, now())
                    ON CONFLICT (topic, partition) DO UPDATE
                    SET next_offset = excluded.next_offset, written_at = excluded.written_at
                    """)) {
                for (Map.Entry<TopicPartition, Long> entry : nextOffsets.entrySet()) {
                    upsert.setString(1, entry.getKey().topic());
                    upsert.setInt(2, entry.getKey().partition());
                    upsert.setLong(3, entry.getValue());
                    upsert.executeUpdate();
                }
            }
            List<String> existing = new ArrayList<>();
            for (String table : tables) {
                if (exists(connection, table)) {
                    existing.add(table);
                }
            }
            try (Statement statement = connection.createStatement()) {
                // table names are validated identifiers; one statement, because the tables may reference each other
                statement.execute(existing.stream()
                        .map(SqlIdentifiers::quote)
                        .collect(Collectors.joining(", ", "TRUNCATE ", "")));
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

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, SqlIdentifiers.quote(table));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
