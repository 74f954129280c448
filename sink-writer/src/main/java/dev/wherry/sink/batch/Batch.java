package dev.wherry.sink.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The records of one {@code put}, sorted into tables: the newest of each key, in the order of the keys. Tables and keys
 * have the same order in every task, so that two of them never lock rows in opposite orders.
 */
public final class Batch {
    private static final Comparator<TopicPartition> PARTITIONS =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final SortedMap<String, NewestPerKey> tables = new TreeMap<>();
    private final List<Quarantined> quarantined = new ArrayList<>();
    private final SortedMap<TopicPartition, Long> next = new TreeMap<>(PARTITIONS);

    private Batch() {}

    /**
     * Sorts records.
     *
     * @param records of each partition in the order of their offsets
     */
    public static Batch of(Collection<SinkRecord> records, Routes routes) {
        Batch batch = new Batch();
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            batch.next.put(partition, record.originalKafkaOffset() + 1);
            routes.of(record.originalTopic()).add(record, batch);
        }
        return batch;
    }

    public boolean isEmpty() {
        return next.isEmpty();
    }

    /** The offset after the last record of each partition that the batch holds records of, in a fixed order. */
    public SortedMap<TopicPartition, Long> next() {
        return Collections.unmodifiableSortedMap(next);
    }

    /** What goes to the tables, in the order of their names. */
    public List<Load> loads() {
        return tables.values().stream().map(NewestPerKey::load).toList();
    }

    public List<Quarantined> quarantined() {
        return List.copyOf(quarantined);
    }

    void quarantine(Quarantined record) {
        quarantined.add(record);
    }

    NewestPerKey newest(RowFormat<SinkRecord> format, BinaryOperator<SinkRecord> newer) {
        return tables.computeIfAbsent(format.table().name(), table -> new NewestPerKey(format, newer));
    }
}
