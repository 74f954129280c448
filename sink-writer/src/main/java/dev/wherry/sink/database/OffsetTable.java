package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** The table {@code wherry_offsets}: for each partition, the first offset that is not in the database. */
final class OffsetTable {
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement update;
    private final PreparedStatement selectTopics;
    private final Connection connection;

    OffsetTable(Connection connection) throws SQLException {
        this.connection = connection;
        String table = WarehouseSchema.of(connection).qualify("wherry_offsets");
        insert = connection.prepareStatement("""
                INSERT INTO %s (topic, partition, next_offset, written_at) VALUES (?, ?, 0, now())
                ON CONFLICT DO NOTHING
                """.formatted(table));
        select = connection.prepareStatement(
                "SELECT next_offset FROM %s WHERE topic = ? AND partition = ?".formatted(table));
        selectTopics = connection.prepareStatement(
                "SELECT topic, partition, next_offset FROM %s WHERE topic = ANY (?)".formatted(table));
        update = connection.prepareStatement("""
                UPDATE %s SET next_offset = ?, written_at = now()
                WHERE topic = ? AND partition = ? AND next_offset = ?
                """.formatted(table));
    }

    /**
     * The next offset of each partition. Inserts 0 for a partition without a row, so that {@link #advance} is always an
     * UPDATE.
     */
    Map<TopicPartition, Long> read(Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            insert.setString(1, partition.topic());
            insert.setInt(2, partition.partition());
            insert.executeUpdate();
            select.setString(1, partition.topic());
            select.setInt(2, partition.partition());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                offsets.put(partition, row.getLong(1));
            }
        }
        return offsets;
    }

    /** The partitions that have another next offset, or no row. */
    Set<TopicPartition> moved(Map<TopicPartition, Long> expected) throws SQLException {
        Set<TopicPartition> moved = new HashSet<>(expected.keySet());
        selectTopics.setArray(
                1,
                connection.createArrayOf(
                        "text",
                        expected.keySet().stream()
                                .map(TopicPartition::topic)
                                .distinct()
                                .toArray()));
        try (ResultSet row = selectTopics.executeQuery()) {
            while (row.next()) {
                TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
                if (Long.valueOf(row.getLong(3)).equals(expected.get(partition))) {
                    moved.remove(partition);
                }
            }
        }
        return moved;
    }

    /**
     * Advances each partition by compare-and-set. The row stays locked until the transaction ends. Another writer of the
     * partition waits here, and then finds that its expected offset is outdated.
     *
     * @return false if another writer has advanced one of the partitions; the transaction must then be rolled back
     */
    boolean advance(Map<TopicPartition, Long> expected, SortedMap<TopicPartition, Long> next) throws SQLException {
        for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
            update.setLong(1, entry.getValue());
            update.setString(2, entry.getKey().topic());
            update.setInt(3, entry.getKey().partition());
            update.setLong(4, expected.get(entry.getKey()));
            update.addBatch();
        }
        boolean advanced = true;
        for (int updatedRows : update.executeBatch()) {
            advanced &= updatedRows == 1;
        }
        return advanced;
    }
}
