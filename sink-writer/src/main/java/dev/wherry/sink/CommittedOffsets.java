package dev.wherry.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * For each assigned partition, the first offset that is not in the database. After an assignment or a failure the offset
 * is unknown and must be read from the database. Until then, records of the partition are skipped: Connect delivers them
 * again after the rewind.
 */
final class CommittedOffsets {
    private final Map<TopicPartition, Long> known = new HashMap<>();
    private final Set<TopicPartition> unknown = new HashSet<>();

    void assign(Collection<TopicPartition> partitions) {
        partitions.forEach(known::remove);
        unknown.addAll(partitions);
    }

    void revoke(Collection<TopicPartition> partitions) {
        partitions.forEach(known::remove);
        unknown.removeAll(partitions);
    }

    /** Makes every offset unknown. */
    void invalidate() {
        unknown.addAll(known.keySet());
        known.clear();
    }

    /** Makes the offsets of these partitions unknown. */
    void invalidate(Collection<TopicPartition> partitions) {
        partitions.forEach(known::remove);
        unknown.addAll(partitions);
    }

    /** The partitions whose offsets must be read from the database. */
    Set<TopicPartition> unknown() {
        return Set.copyOf(unknown);
    }

    /** Sets offsets that were read from the database or written to it. */
    void update(Map<TopicPartition, Long> offsets) {
        known.putAll(offsets);
        unknown.removeAll(offsets.keySet());
    }

    Map<TopicPartition, Long> known() {
        return Map.copyOf(known);
    }

    /** The offsets that the consumer group may commit: those in the database. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        known.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    /** The records without those of the given partitions, which were polled before the rewind. */
    static List<SinkRecord> without(Set<TopicPartition> rewound, Collection<SinkRecord> records) {
        return records.stream()
                .filter(record ->
                        !rewound.contains(new TopicPartition(record.originalTopic(), record.originalKafkaPartition())))
                .toList();
    }

    /**
     * Checks that no partition starts before the offset in the database.
     *
     * @param firstOffsets the offset of the first record to write in each partition
     * @throws OperatorActionRequiredException if a partition does: the topic has been recreated
     */
    void requireNotAfter(Map<TopicPartition, Long> firstOffsets) {
        firstOffsets.forEach((partition, offset) -> {
            if (offset < known.get(partition)) {
                throw new OperatorActionRequiredException("The database contains " + partition + " up to offset "
                        + known.get(partition) + ", but the topic continues at " + offset
                        + ": it has been deleted and recreated. To read it from its beginning, stop the connector, delete"
                        + " its rows from wherry_offsets (topic '" + partition.topic()
                        + "'), and restart the connector.");
            }
        });
    }
}
