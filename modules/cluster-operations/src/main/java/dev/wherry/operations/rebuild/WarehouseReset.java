package dev.wherry.operations.rebuild;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.topics.ErasedBeginnings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Truncates tables and moves the sink's offsets, in one transaction. */
final class WarehouseReset {
    private static final String OFFSETS = "wherry_offsets";
    private static final String VERSIONS = "wherry_versions";

    private final PipelineTarget target;
    private final Catalog catalog;
    private final Collection<TableName> tables;
    private final Cleanup cleanup;

    /** Deletes rows of tables that keep others. */
    @FunctionalInterface
    interface Cleanup {
        void run(Connection connection, WarehouseSchema schema) throws SQLException;
    }

    /**
     * @param tables the tables to empty
     * @param cleanup runs after they are emptied
     */
    WarehouseReset(PipelineTarget target, Catalog catalog, Collection<TableName> tables, Cleanup cleanup) {
        this.target = target;
        this.catalog = catalog;
        this.tables = List.copyOf(tables);
        this.cleanup = cleanup;
    }

    /**
     * Locks the offsets before the tables, in the same order as sinks do. A sink that is writing commits first; one that
     * starts a transaction waits, and then finds that its offsets have moved.
     */
    void truncate(Map<TopicPartition, Long> nextOffsets) throws SQLException {
        try (Connection connection = target.connect("wherry rebuild")) {
            if (truncate(connection, nextOffsets)) {
                connection.commit();
            }
        }
    }

    /**
     * Truncates the tables and rolls back: finds what prevents it before anything is discarded. A foreign key of a table that
     * is not among them does, as do a missing privilege and a trigger.
     *
     * @throws RebuildImpossibleException if the tables cannot be truncated
     */
    void rehearse() throws SQLException {
        try (Connection connection = target.connect("wherry rebuild")) {
            truncate(connection, Map.of()); // closing the connection rolls back
        } catch (SQLException failure) {
            ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
            if (server == null || isTransient(failure)) {
                throw failure;
            }
            throw new RebuildImpossibleException("The tables cannot be emptied, so nothing has been discarded: "
                    + server.getMessage() + (server.getDetail() == null ? "" : ". " + server.getDetail())
                    + " " + remedy(failure));
        }
    }

    /** Where raw partitions begin because of an erasure. */
    Map<TopicPartition, Long> erasedBeginnings() throws SQLException {
        try (Connection connection = target.connect("wherry rebuild")) {
            return ErasedBeginnings.read(connection, WarehouseSchema.find(connection, catalog));
        }
    }

    /** A lost connection, a deadlock, a lack of resources or a server that stops. */
    private static boolean isTransient(SQLException failure) {
        return List.of("08", "40", "53", "57")
                .contains(String.valueOf(failure.getSQLState()).substring(0, 2));
    }

    private static String remedy(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "0A000" -> "Drop the foreign key, rebuild, and add it again.";
            case "42501" -> "Grant the user the privilege TRUNCATE on them, or rebuild as their owner.";
            default -> "Remove the cause, for example a trigger, then rebuild.";
        };
    }

    /** Leaves the transaction open. Returns false if no sink has ever run on this database. */
    private boolean truncate(Connection connection, Map<TopicPartition, Long> nextOffsets) throws SQLException {
        WarehouseSchema schema = WarehouseSchema.find(connection, catalog);
        connection.setAutoCommit(false);
        if (!schema.hasTable(connection, OFFSETS)) {
            return false;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO %s (topic, partition, next_offset, written_at) VALUES (?, ?, ?, now())
                ON CONFLICT (topic, partition) DO UPDATE
                SET next_offset = excluded.next_offset, written_at = excluded.written_at
                """.formatted(schema.qualify(OFFSETS)))) {
            for (Map.Entry<TopicPartition, Long> entry : nextOffsets.entrySet()) {
                upsert.setString(1, entry.getKey().topic());
                upsert.setInt(2, entry.getKey().partition());
                upsert.setLong(3, entry.getValue());
                upsert.executeUpdate();
            }
        }
        List<String> existing = new ArrayList<>();
        List<String> views = new ArrayList<>();
        for (TableName table : tables) {
            if (schema.hasTable(connection, table)) {
                (isView(connection, schema.qualify(table)) ? views : existing).add(schema.qualify(table));
            }
        }
        try (Statement statement = connection.createStatement()) {
            // table names are validated identifiers; one statement, because the tables may reference each other
            statement.execute("TRUNCATE " + String.join(", ", existing));
            for (String view : views) {
                statement.execute("DELETE FROM " + view);
            }
        }
        forgetVersions(connection, schema);
        cleanup.run(connection, schema);
        return true;
    }

    private static boolean isView(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT relkind = 'v' FROM pg_class WHERE oid = to_regclass(?)")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The versions of rows whose tables have no column for them. */
    private void forgetVersions(Connection connection, WarehouseSchema schema) throws SQLException {
        if (!schema.hasTable(connection, VERSIONS)) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + schema.qualify(VERSIONS) + " WHERE table_name = ANY (?)")) {
            Object[] names = tables.stream().map(schema::qualify).toArray();
            delete.setArray(1, connection.createArrayOf("text", names));
            delete.executeUpdate();
        }
    }
}
