package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Distributes records to tables and the quarantine, and builds a {@link Batch} of them. */
final class BatchBuilder {
    private static final Comparator<TopicPartition> PARTITION_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final TopicRoutes routes;
    private final SortedMap<TableName, RecordsByKey> tables = new TreeMap<>();
    private final List<QuarantinedRecord> quarantined = new ArrayList<>();
    private final SortedMap<TopicPartition, PartitionRange> ranges = new TreeMap<>(PARTITION_ORDER);
    /** The range of the last record: a poll returns the records of one partition after another. */
    private PartitionRange current;

    BatchBuilder(TopicRoutes routes) {
        this.routes = routes;
    }

    void add(SinkRecord record) {
        PartitionRange range = rangeOf(record);
        range.include(record.originalKafkaOffset());
        if (range.route instanceof Route.ToTable table) {
            addRow(record, table.format());
        } else if (range.route instanceof Route.ToQuarantine quarantine) {
            quarantined.add(QuarantinedRecord.invalidEvent(record, quarantine.feed()));
        } else {
            throw new IllegalStateException("no batch takes records of the route " + range.route);
        }
    }

    private void addRow(SinkRecord record, RecordRowFormat format) {
        if (!format.accepts(record)) {
            return;
        }
        Optional<Reason> defect = format.defect(record);
        if (defect.isPresent()) {
            quarantined.add(QuarantinedRecord.rejected(record, defect.get()));
        } else {
            tables.computeIfAbsent(format.table().name(), name -> new RecordsByKey(format))
                    .add(record);
        }
    }

    private PartitionRange rangeOf(SinkRecord record) {
        if (current == null || !current.contains(record)) {
            current = ranges.computeIfAbsent(
                    new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                    partition -> new PartitionRange(partition, routes.of(partition.topic())));
        }
        return current;
    }

    Batch build() {
        SortedMap<TopicPartition, Long> firstOffsets = new TreeMap<>(PARTITION_ORDER);
        SortedMap<TopicPartition, Long> nextOffsets = new TreeMap<>(PARTITION_ORDER);
        ranges.forEach((partition, range) -> {
            firstOffsets.put(partition, range.firstOffset);
            nextOffsets.put(partition, range.nextOffset);
        });
        return new Batch(
                tables.values().stream().flatMap(table -> table.rows().stream()).toList(),
                quarantined,
                firstOffsets,
                nextOffsets);
    }

    /** The offsets of a partition's records in the batch, and their route. */
    private static final class PartitionRange {
        private final TopicPartition partition;
        private final Route route;
        private long firstOffset = Long.MAX_VALUE;
        private long nextOffset;

        PartitionRange(TopicPartition partition, Route route) {
            this.partition = partition;
            this.route = route;
        }

        boolean contains(SinkRecord record) {
            return record.originalKafkaPartition() == partition.partition()
                    && record.originalTopic().equals(partition.topic());
        }

        void include(long offset) {
            firstOffset = Math.min(firstOffset, offset);
            nextOffset = offset + 1;
        }
    }
}
