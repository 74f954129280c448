package dev.wherry.bench.streams;

import dev.wherry.bench.process.CommandLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The indispensable work: a consumer and a producer, with transactions as frequent as those of the streams app. Its
 * arguments are the bootstrap servers, the input topic and the output topic.
 */
public final class LoopMain {
    private static final String GROUP = "bench-loop";

    private LoopMain() {}

    public static void main(String[] arguments) throws IOException {
        CommandLoop commands = CommandLoop.open();
        Thread copying = new Thread(() -> copy(arguments[0], arguments[1], arguments[2]), "loop");
        copying.setDaemon(true);
        copying.setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        copying.start();
        commands.serve("", question -> "");
        System.exit(0);
    }

    private static void copy(String bootstrapServers, String from, String to) {
        try (var consumer = new KafkaConsumer<>(
                        consumer(bootstrapServers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(
                        producer(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            consumer.subscribe(List.of(from));
            producer.initTransactions();
            while (true) {
                transaction(consumer, producer, to);
            }
        }
    }

    private static void transaction(
            KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer, String to) {
        long end = 0;
        do {
            for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                if (end == 0) {
                    producer.beginTransaction();
                    end = System.nanoTime()
                            + Duration.ofMillis(ClientConfig.COMMIT_INTERVAL_MS).toNanos();
                }
                producer.send(new ProducerRecord<>(to, null, event.key(), event.value(), event.headers()));
            }
        } while (System.nanoTime() < end);
        if (end != 0) {
            producer.sendOffsetsToTransaction(positions(consumer, consumer.assignment()), consumer.groupMetadata());
            producer.commitTransaction();
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(
            KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        partitions.forEach(each -> positions.put(each, new OffsetAndMetadata(consumer.position(each))));
        return positions;
    }

    private static Map<String, Object> consumer(String bootstrapServers) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1000); // the default of Kafka Streams
    }

    private static Map<String, Object> producer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>(ClientConfig.PRODUCER);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, GROUP);
        return settings;
    }
}
