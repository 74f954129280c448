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

/** Reads committed records, each once: every read resumes where the previous one ended. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);

    private final LogOffsets offsets;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    /** @throws AuditImpossibleException if topics are missing; the message names them */
    TopicReader(Map<String, String> kafka, Collection<String> topics) {
        Map<String, Object> config = new HashMap<>(kafka);
        offsets = new LogOffsets(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        // a broker that waits for more data on one partition delays the response for all others
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "wherry-audit");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            locate(topics);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    @FunctionalInterface
    interface RecordHandler {
        void handle(ConsumerRecord<byte[], byte[]> record) throws SQLException;
    }

    private void locate(Collection<String> topics) {
        var existing = consumer.listTopics();
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(existing.keySet());
        if (!missing.isEmpty()) {
            throw new AuditImpossibleException("There is no topic " + String.join(", ", missing)
                    + ": run the pipeline with these contracts first, or specify the contracts that it has run with.");
        }
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> existing.get(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        nextOffsets.putAll(offsets.beginnings(partitions));
    }

    Set<TopicPartition> partitions(Collection<String> topics) {
        return nextOffsets.keySet().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
    }

    /** The offset of the next record to read. */
    long nextOffset(TopicPartition partition) {
        return nextOffsets.get(partition);
    }

    /** The last stable offsets, where read_committed consumers stop. */
    Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> partitions) {
        return offsets.committedEnds(partitions);
    }

    /** The log end offsets, including open transactions. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets.ends(partitions);
    }

    /** Reads from where the previous read ended up to these end offsets. */
    void read(Map<TopicPartition, Long> ends, RecordHandler handler) throws SQLException {
        Map<TopicPartition, Long> remaining = ends.entrySet().stream()
                .filter(end -> nextOffsets.get(end.getKey()) < end.getValue())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        consumer.assign(remaining.keySet());
        // partitions read before are still paused
        consumer.resume(remaining.keySet());
        remaining.keySet().forEach(partition -> consumer.seek(partition, nextOffsets.get(partition)));
        long lastProgress = System.nanoTime();
        while (!remaining.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                Long end = remaining.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    handler.handle(record);
                }
            }
            if (advance(remaining)) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > IDLE_TIMEOUT.toNanos()) {
                throw new TimeoutException("The brokers have returned no records of " + remaining.keySet() + " for "
                        + IDLE_TIMEOUT.toSeconds() + " s");
            }
        }
    }

    /** Records the positions of the consumer, and pauses partitions that have reached their end. Returns whether any moved. */
    private boolean advance(Map<TopicPartition, Long> remaining) {
        boolean advanced = false;
        for (TopicPartition partition : List.copyOf(remaining.keySet())) {
            long end = remaining.get(partition);
            long position = Math.min(consumer.position(partition), end);
            advanced |= position > nextOffsets.put(partition, position);
            if (position == end) {
                remaining.remove(partition);
                consumer.pause(List.of(partition));
            }
        }
        return advanced;
    }

    /**
     * Reads individual records of a partition, regardless of the read position, which stays as it is.
     *
     * @param recordOffsets ascending
     */
    void readAgain(TopicPartition partition, long[] recordOffsets, RecordHandler handler) throws SQLException {
        if (recordOffsets.length == 0) {
            return;
        }
        long position = nextOffsets.put(partition, recordOffsets[0]);
        int[] index = {0};
        try {
            read(Map.of(partition, recordOffsets[recordOffsets.length - 1] + 1), record -> {
                while (index[0] < recordOffsets.length && recordOffsets[index[0]] < record.offset()) {
                    index[0]++;
                }
                if (index[0] < recordOffsets.length && recordOffsets[index[0]] == record.offset()) {
                    handler.handle(record);
                }
            });
        } finally {
            nextOffsets.put(partition, position);
        }
    }

    @Override
    public void close() {
        consumer.close();
        offsets.close();
    }
}
