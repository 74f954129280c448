package dev.wherry.sink.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** How far the database is in each partition: {@code wherry_offsets}. */
final class Offsets {
    private final PreparedStatement register;
    private final PreparedStatement read;
    private final PreparedStatement move;

    Offsets(Connection connection) throws SQLException {
        register = connection.prepareStatement("""
                INSERT INTO wherry_offsets (topic, partition, next_offset, written_at) VALUES (?, ?, 0, now())
                ON CONFLICT DO NOTHING
                """);
        read = connection.prepareStatement("SELECT next_offset FROM wherry_offsets WHERE topic = ? AND partition = ?");
        move = connection.prepareStatement("""
                UPDATE wherry_offsets SET next_offset = ?, written_at = now()
                WHERE topic = ? AND partition = ? AND next_offset = ?
                """);
    }

    /**
     * The first offset of each partition that the database does not hold; 0 for one it has never heard of, which gets its
     * row by being read, so that moving on is one kind of statement.
     */
    Map<TopicPartition, Long> read(Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            register.setString(1, partition.topic());
            register.setInt(2, partition.partition());
            register.executeUpdate();
            read.setString(1, partition.topic());
            read.setInt(2, partition.partition());
            try (ResultSet row = read.executeQuery()) {
                row.next();
                offsets.put(partition, row.getLong(1));
            }
        }
        return offsets;
    }

    /**
     * Moves each partition on by compare-and-set. The row stays locked until the transaction ends, so whoever else
     * writes the same partition waits here, and then finds that it has been moved.
     *
     * @return false if somebody else has moved one of them: nothing of this transaction may be committed then
     */
    boolean move(Map<TopicPartition, Long> from, SortedMap<TopicPartition, Long> to) throws SQLException {
        for (Map.Entry<TopicPartition, Long> entry : to.entrySet()) {
            move.setLong(1, entry.getValue());
            move.setString(2, entry.getKey().topic());
            move.setInt(3, entry.getKey().partition());
            move.setLong(4, from.get(entry.getKey()));
            move.addBatch();
        }
        boolean all = true;
        for (int moved : move.executeBatch()) {
            all &= moved == 1;
        }
        return all;
    }
}
