package dev.wherry.sink.batch;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The records of one {@code put}, as rows of their tables, in the order of the keys: the newest record of each key, or
 * every record of an event table.
 * Tables and keys have the same order in every task, so that two tasks never lock rows in opposite orders.
 *
 * @param rows the rows of each table, in the order of the tables' names; the rows that are deleted are separate
 * @param firstOffsets the first offset of each partition that has records in the batch
 * @param nextOffsets the offset after the last record of each of these partitions, in a fixed order
 */
public record Batch(
        List<EncodedRows<SinkRecord>> rows,
        List<QuarantinedRecord> quarantined,
        SortedMap<TopicPartition, Long> firstOffsets,
        SortedMap<TopicPartition, Long> nextOffsets) {
    public Batch {
        rows = List.copyOf(rows);
        quarantined = List.copyOf(quarantined);
        firstOffsets = Collections.unmodifiableSortedMap(firstOffsets);
        nextOffsets = Collections.unmodifiableSortedMap(nextOffsets);
    }

    /** @param records those of each partition in the order of their offsets */
    public static Batch of(Collection<SinkRecord> records, TopicRoutes routes) {
        BatchBuilder builder = new BatchBuilder(routes);
        records.forEach(builder::add);
        return builder.build();
    }

    public boolean isEmpty() {
        return nextOffsets.isEmpty();
    }
}
