package dev.wherry.pipeline;

import dev.wherry.operations.topics.LogOffsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Determines whether a stage has read every committed record of its topics. The last offsets of a partition may be
 * transaction markers, which consumers never see. So if the stage's offset is before the end, this class reads on from there
 * to find out whether a record is left.
 */
final class Backlog implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LogOffsets offsets;
    private final List<TopicPartition> partitions;

    /**
     * @param kafka Kafka client settings
     * @param clientId for the logs of the brokers
     * @param topics all of them exist
     */
    Backlog(Map<String, String> kafka, String clientId, LogOffsets offsets, Collection<String> topics) {
        this.offsets = offsets;
        Properties config = new Properties();
        config.putAll(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 << 10);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.pause(partitions);
    }

    /** Whether there is no record from these offsets on (0 if absent). */
    boolean isEmpty(Map<TopicPartition, Long> nextOffsets) {
        return isEmpty(nextOffsets, ends());
    }

    /** The ends of all partitions. */
    Map<TopicPartition, Long> ends() {
        return offsets.ends(partitions);
    }

    /** Whether there is no record from the first offsets on (0 if absent) and before the ends. */
    boolean isEmpty(Map<TopicPartition, Long> nextOffsets, Map<TopicPartition, Long> ends) {
        List<TopicPartition> behind = partitions.stream()
                .filter(partition -> nextOffsets.getOrDefault(partition, 0L) < ends.get(partition))
                .toList();
        behind.forEach(partition -> consumer.seek(partition, nextOffsets.getOrDefault(partition, 0L)));
        consumer.resume(behind);
        try {
            while (behind.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                long before = positions(behind);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                        return false;
                    }
                }
                if (positions(behind) == before) {
                    return false;
                }
            }
            return true;
        } finally {
            consumer.pause(behind);
        }
    }

    /** Advances with every record and marker that is read, but not beyond an open transaction. */
    private long positions(List<TopicPartition> behind) {
        return behind.stream().mapToLong(consumer::position).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
