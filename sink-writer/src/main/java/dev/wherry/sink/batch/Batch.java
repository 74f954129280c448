package dev.wherry.sink.batch;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The records of one {@code put}, sorted into tables: the newest of each key, in the order of the keys. Tables and keys
 * have the same order in every task, so that two of them never lock rows in opposite orders.
 *
 * @param loads what goes to the tables, in the order of the tables' names
 * @param first the first offset of each partition that the batch holds records of
 * @param next the offset after the last record of each of these partitions, in a fixed order
 */
public record Batch(
        List<EncodedRows<SinkRecord>> loads,
        List<Quarantined> quarantined,
        SortedMap<TopicPartition, Long> first,
        SortedMap<TopicPartition, Long> next) {
    public Batch {
        loads = List.copyOf(loads);
        quarantined = List.copyOf(quarantined);
        first = Collections.unmodifiableSortedMap(first);
        next = Collections.unmodifiableSortedMap(next);
    }

    /**
     * Sorts records.
     *
     * @param records of each partition in the order of their offsets
     */
    public static Batch of(Collection<SinkRecord> records, Routes routes) {
        BatchBuilder sorter = new BatchBuilder(routes);
        records.forEach(sorter::add);
        return sorter.batch();
    }

    public boolean isEmpty() {
        return next.isEmpty();
    }
}
