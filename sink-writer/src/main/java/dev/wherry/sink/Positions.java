package dev.wherry.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where the database is in each assigned partition. A partition whose position is not known, after an assignment or any
 * trouble, is to be read from the database; until then its records are left, and are delivered again after the rewind.
 */
final class Positions {
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

    /** Whatever was known may be wrong by now. */
    void forget() {
        unknown.addAll(known.keySet());
        known.clear();
    }

    Set<TopicPartition> unknown() {
        return Set.copyOf(unknown);
    }

    void advance(Map<TopicPartition, Long> offsets) {
        known.putAll(offsets);
        unknown.removeAll(offsets.keySet());
    }

    Map<TopicPartition, Long> known() {
        return Map.copyOf(known);
    }

    /** What the consumer's group may be told: what is in the database, and no more. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        known.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    /**
     * The records of other partitions than those whose position has only just been read: what there is of these comes from
     * before the rewind, and the same or others will come after it.
     */
    static List<SinkRecord> without(Set<TopicPartition> rewound, Collection<SinkRecord> records) {
        return records.stream()
                .filter(record ->
                        !rewound.contains(new TopicPartition(record.originalTopic(), record.originalKafkaPartition())))
                .toList();
    }

    /**
     * Checks that the partitions go on where the database is, or after it.
     *
     * @param first the first offset of each partition that is to be written
     * @throws ConnectException if one goes on before
     */
    void mustNotLieAfter(Map<TopicPartition, Long> first) {
        first.forEach((partition, offset) -> {
            if (offset < known.get(partition)) {
                throw new ConnectException("The database has read " + partition + " up to offset "
                        + known.get(partition) + ", but the topic goes on at " + offset
                        + ": it has been deleted and made again. To read it from its beginning, stop the connector, delete its rows"
                        + " from wherry_offsets (topic '" + partition.topic() + "'), and start it again.");
            }
        });
    }
}
