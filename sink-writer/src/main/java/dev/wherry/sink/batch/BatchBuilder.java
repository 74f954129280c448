package dev.wherry.sink.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Sorts records into a {@link Batch}. */
final class BatchBuilder {
    private static final Comparator<TopicPartition> PARTITIONS =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Routes routes;
    private final SortedMap<String, NewestPerKey> tables = new TreeMap<>();
    private final List<Quarantined> quarantined = new ArrayList<>();
    private final SortedMap<TopicPartition, Span> spans = new TreeMap<>(PARTITIONS);
    /** That of the last record: a poll brings the records of one partition one after another. */
    private Span current;

    BatchBuilder(Routes routes) {
        this.routes = routes;
    }

    void add(SinkRecord record) {
        if (current == null || !current.isOf(record)) {
            current = spans.computeIfAbsent(
                    new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                    partition -> new Span(partition, routes.of(partition.topic())));
        }
        current.add(record.originalKafkaOffset());
        current.route.add(record, this);
    }

    void quarantine(Quarantined record) {
        quarantined.add(record);
    }

    NewestPerKey newest(RowFormat<SinkRecord> format, BinaryOperator<SinkRecord> newer) {
        return tables.computeIfAbsent(format.table().name(), table -> new NewestPerKey(format, newer));
    }

    Batch batch() {
        SortedMap<TopicPartition, Long> first = new TreeMap<>(PARTITIONS);
        SortedMap<TopicPartition, Long> next = new TreeMap<>(PARTITIONS);
        spans.forEach((partition, span) -> {
            first.put(partition, span.first);
            next.put(partition, span.next);
        });
        return new Batch(tables.values().stream().map(NewestPerKey::rows).toList(), quarantined, first, next);
    }

    /** What there is of a partition. */
    private static final class Span {
        private final TopicPartition partition;
        private final Route route;
        private long first = Long.MAX_VALUE;
        private long next;

        Span(TopicPartition partition, Route route) {
            this.partition = partition;
            this.route = route;
        }

        boolean isOf(SinkRecord record) {
            return record.originalKafkaPartition() == partition.partition()
                    && record.originalTopic().equals(partition.topic());
        }

        void add(long offset) {
            first = Math.min(first, offset);
            next = offset + 1;
        }
    }
}
