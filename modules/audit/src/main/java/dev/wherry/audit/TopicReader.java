package dev.wherry.audit;

import dev.wherry.operations.topics.LogOffsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records, each once: a second reading goes on where the first one ended. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LogOffsets offsets;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** @throws AuditImpossibleException naming the topics that are not there */
    TopicReader(Map<String, String> kafka, Collection<String> topics) {
        Map<String, Object> config = new HashMap<>(kafka);
        offsets = new LogOffsets(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        // A broker that waits for more of one partition answers nothing else in the meantime.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "wherry-audit");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            find(topics);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Takes a record. */
    @FunctionalInterface
    interface Handler {
        void take(ConsumerRecord<byte[], byte[]> record) throws SQLException;
    }

    private void find(Collection<String> topics) {
        var found = consumer.listTopics();
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            throw new AuditImpossibleException("There is no topic " + String.join(", ", missing)
                    + ": run the pipeline with these contracts first, or name the contracts that it has run with.");
        }
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> found.get(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        next.putAll(offsets.beginnings(partitions));
    }

    Set<TopicPartition> partitions(Collection<String> topics) {
        return next.keySet().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
    }

    /** The first offset that has not been read yet. */
    long next(TopicPartition partition) {
        return next.get(partition);
    }

    /** Where committed readers come to the end just now. */
    Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> partitions) {
        return offsets.committedEnds(partitions);
    }

    /** Where the partitions end just now, transactions that are still open included. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets.ends(partitions);
    }

    /** Hands over what lies between where the last reading ended and those ends. */
    void read(Map<TopicPartition, Long> ends, Handler handler) throws SQLException {
        Map<TopicPartition, Long> toRead = ends.entrySet().stream()
                .filter(end -> next.get(end.getKey()) < end.getValue())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        consumer.assign(toRead.keySet());
        // what was assigned before is still paused from its last end
        consumer.resume(toRead.keySet());
        toRead.keySet().forEach(partition -> consumer.seek(partition, next.get(partition)));
        long lastMove = System.nanoTime();
        while (!toRead.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = toRead.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    handler.take(record);
                }
            }
            if (advance(toRead)) {
                lastMove = System.nanoTime();
            } else if (System.nanoTime() - lastMove > PATIENCE.toNanos()) {
                throw new TimeoutException("the brokers have handed over nothing of " + toRead.keySet() + " for "
                        + PATIENCE.toSeconds() + " s");
            }
        }
    }

    /** Notes how far the consumer is; what it has read to its end is left at that. */
    private boolean advance(Map<TopicPartition, Long> toRead) {
        boolean moved = false;
        for (TopicPartition partition : List.copyOf(toRead.keySet())) {
            long end = toRead.get(partition);
            long position = Math.min(consumer.position(partition), end);
            moved |= position > next.put(partition, position);
            if (position == end) {
                toRead.remove(partition);
                consumer.pause(List.of(partition));
            }
        }
        return moved;
    }

    /**
     * Hands over these records of a partition, whatever of it has been read so far.
     *
     * @param wanted their offsets, ascending
     */
    void readAgain(TopicPartition partition, long[] wanted, Handler handler) throws SQLException {
        if (wanted.length == 0) {
            return;
        }
        long reached = next.put(partition, wanted[0]);
        int[] at = {0};
        try {
            read(Map.of(partition, wanted[wanted.length - 1] + 1), record -> {
                while (at[0] < wanted.length && wanted[at[0]] < record.offset()) {
                    at[0]++;
                }
                if (at[0] < wanted.length && wanted[at[0]] == record.offset()) {
                    handler.take(record);
                }
            });
        } finally {
            next.put(partition, reached);
        }
    }

    @Override
    public void close() {
        consumer.close();
        offsets.close();
    }
}
