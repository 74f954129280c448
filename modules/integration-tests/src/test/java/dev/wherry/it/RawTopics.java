package dev.wherry.it;

import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the raw topics with isolation level read_committed. */
public final class RawTopics {
    private RawTopics() {}

    /** Counts the records of each file on the broker of a home. */
    static Map<String, Integer> recordsByFile(Path home, String... feeds) {
        try (ServiceLease kafka = EmbeddedKafka.attach(home)) {
            return recordsByFile(kafka.address(), feeds);
        }
    }

    /** Counts the records of each file. */
    public static Map<String, Integer> recordsByFile(String bootstrapServers, String... feeds) {
        Map<String, Integer> records = new TreeMap<>();
        forEach(
                bootstrapServers,
                record -> records.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum),
                feeds);
        return records;
    }

    /** The number of records of a feed on the broker of a home, transaction markers included. */
    static long count(Path home, String feed) {
        try (ServiceLease kafka = EmbeddedKafka.attach(home);
                KafkaConsumer<byte[], byte[]> consumer = consumer(kafka.address())) {
            return consumer.endOffsets(partitions(consumer, feed)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Reads the records of a feed on the broker of a home. */
    static void forEach(Path home, String feed, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (ServiceLease kafka = EmbeddedKafka.attach(home)) {
            forEach(kafka.address(), action, feed);
        }
    }

    private static void forEach(
            String bootstrapServers, Consumer<ConsumerRecord<byte[], byte[]>> action, String... feeds) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            List<TopicPartition> partitions = partitions(consumer, feeds);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(action);
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String... feeds) {
        return Stream.of(feeds)
                .flatMap(feed -> consumer.partitionsFor(Topics.raw(feed)).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
