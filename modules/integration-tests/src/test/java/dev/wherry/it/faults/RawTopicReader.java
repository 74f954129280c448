package dev.wherry.it.faults;

import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the committed records of each event in the raw topics. Each call continues where the last one ended.
 */
final class RawTopicReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<String, Integer> events = new HashMap<>();
    private long records;

    RawTopicReader(String bootstrapServers, Collection<String> feeds) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        "500"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = feeds.stream()
                .flatMap(feed -> consumer.partitionsFor(Topics.raw(feed)).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads up to the current end of the topics. */
    void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                records++;
                events.merge(origin(record), 1, Integer::sum);
            });
        }
    }

    long records() {
        return records;
    }

    /** The file, and the offset of an event that is not its first. A page of an API can change, but its documents differ. */
    private static String origin(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.raw(ApiService.FEED))) {
            return new String(record.value(), StandardCharsets.UTF_8);
        }
        String file = new String(record.key(), StandardCharsets.UTF_8);
        Header offset = record.headers().lastHeader(Headers.OFFSET);
        String position = offset == null ? "0" : new String(offset.value(), StandardCharsets.US_ASCII);
        return position.equals("0") ? file : file + "@" + position;
    }

    long events() {
        return events.size();
    }

    boolean has(String file) {
        return events.containsKey(file);
    }

    /** The events with more than one record. */
    List<String> duplicates() {
        return events.entrySet().stream()
                .filter(event -> event.getValue() > 1)
                .map(event -> event.getKey() + " " + event.getValue() + " times")
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
