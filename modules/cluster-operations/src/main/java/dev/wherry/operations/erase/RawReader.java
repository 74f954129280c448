package dev.wherry.operations.erase;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a partition. */
final class RawReader implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    RawReader(Map<String, String> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "wherry-erase");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions of a topic; empty if it does not exist. */
    List<TopicPartition> partitions(String topic) {
        return consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** Passes the committed records between two offsets, the end exclusive. */
    void read(TopicPartition partition, long start, long end, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, start);
        long lastProgress = System.nanoTime();
        for (long position = start; position < end; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                if (record.offset() < end) {
                    handler.accept(record);
                }
            }
            long now = consumer.position(partition);
            if (now > position) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > IDLE_TIMEOUT.toNanos()) {
                throw new TimeoutException("The broker has returned no records of " + partition + " for "
                        + IDLE_TIMEOUT.toSeconds() + " s");
            }
            position = now;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
