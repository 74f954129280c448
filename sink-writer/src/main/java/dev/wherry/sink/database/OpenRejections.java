package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.QuarantinedRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Resolves the open rows of the quarantine whose key has got a newer row. Remembers a hash of each open key, so that a
 * batch queries only the few keys that may be open, and usually none.
 */
final class OpenRejections {
    /** 512 KiB. With 100,000 open keys, 2 of 100 other keys are queried needlessly. */
    private static final int BITS = 1 << 22;

    private final PreparedStatement selectOpen;
    private final PreparedStatement lock;
    private final PreparedStatement resolve;
    private final Connection connection;
    private final BitSet openKeys = new BitSet(0);

    OpenRejections(Connection connection) throws SQLException {
        this.connection = connection;
        String quarantine = WarehouseSchema.of(connection).qualify("quarantine");
        selectOpen = connection.prepareStatement("""
                SELECT key FROM %s
                WHERE topic = ? AND partition = ? AND key IS NOT NULL AND resolved_at IS NULL AND record_headers IS NOT NULL
                """.formatted(quarantine));
        String older = """
                unnest(?, ?) AS written(key, record_offset)
                WHERE refused.topic = ? AND refused.partition = ? AND refused.key = written.key
                    AND refused.record_offset < written.record_offset
                    AND refused.resolved_at IS NULL AND refused.record_headers IS NOT NULL
                """;
        lock = connection.prepareStatement(
                "SELECT FROM " + quarantine + " AS refused, " + older + " FOR UPDATE OF refused");
        resolve = connection.prepareStatement(
                "UPDATE " + quarantine + " AS refused SET resolved_at = now() FROM " + older);
    }

    /** Reads the open keys of the partitions. */
    void read(Collection<TopicPartition> partitions) throws SQLException {
        for (TopicPartition partition : partitions) {
            selectOpen.setString(1, partition.topic());
            selectOpen.setInt(2, partition.partition());
            try (ResultSet row = selectOpen.executeQuery()) {
                while (row.next()) {
                    openKeys.set(bit(partition.topic(), row.getString(1).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    /** Adds the keys of records that the sink has refused. */
    void add(Collection<QuarantinedRecord> quarantined) {
        for (QuarantinedRecord each : quarantined) {
            if (each.refusedBySink() && each.record().key() instanceof byte[] key) {
                openKeys.set(bit(each.record().originalTopic(), key));
            }
        }
    }

    /**
     * Locks the open rows of the keys that are to be deleted, before anything is written. Another session may be writing such
     * a row again: the deletion then follows its commit, or it finds the row resolved. An upsert needs no lock, because its
     * row has a version that an older row cannot replace; a deletion leaves none.
     */
    void lock(List<EncodedRows<SinkRecord>> tables) throws SQLException {
        for (EncodedRows<SinkRecord> rows : tables) {
            if (rows.table().isDeletion()) {
                execute(lock, rows.rows(), Set.of());
            }
        }
    }

    /**
     * Resolves the open rows of the records' keys.
     *
     * @param records of one topic, with keys
     * @param refused those that were not written
     */
    void resolve(List<SinkRecord> records, Set<SinkRecord> refused) throws SQLException {
        execute(resolve, records, refused);
    }

    private void execute(PreparedStatement statement, List<SinkRecord> records, Set<SinkRecord> except)
            throws SQLException {
        if (openKeys.isEmpty()) {
            return;
        }
        Map<Integer, List<SinkRecord>> candidates = records.stream()
                .filter(record -> openKeys.get(bit(record.originalTopic(), (byte[]) record.key())))
                .filter(record -> !except.contains(record))
                .collect(Collectors.groupingBy(SinkRecord::originalKafkaPartition));
        for (Map.Entry<Integer, List<SinkRecord>> partition : candidates.entrySet()) {
            List<String> keys = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            for (SinkRecord record : partition.getValue()) {
                keys.add(new String((byte[]) record.key(), StandardCharsets.UTF_8).replace('\u0000', '\uFFFD'));
                offsets.add(record.originalKafkaOffset());
            }
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            statement.setArray(2, connection.createArrayOf("bigint", offsets.toArray()));
            statement.setString(3, partition.getValue().get(0).originalTopic());
            statement.setInt(4, partition.getKey());
            statement.execute();
        }
    }

    private static int bit(String topic, byte[] key) {
        int hash = 31 * topic.hashCode() + Arrays.hashCode(key);
        hash *= 0x9E3779B9; // spreads keys that differ in their last digits only
        return (hash ^ (hash >>> 16)) & (BITS - 1);
    }
}
