package dev.wherry.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker in a separate process, and queries about its topics. */
public final class Broker implements AutoCloseable {
    /** The streams app's default partition count of raw topics. */
    public static final int PARTITIONS = 4;

    private final ForkedJvm jvm;
    private final KafkaLogs logs;
    private final Admin admin;

    private Broker(ForkedJvm jvm, KafkaLogs logs) {
        this.jvm = jvm;
        this.logs = logs;
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, jvm.ready()));
    }

    /** Starts a new broker below a directory. */
    public static Broker start(Path directory) throws IOException {
        Path home = directory.resolve("broker");
        return new Broker(
                ForkedJvm.start("broker", BrokerMain.class, directory, "512m", home.toString()),
                KafkaLogs.ofHome(home));
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    public String bootstrapServers() {
        return jvm.ready();
    }

    public void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        NewTopic created = new NewTopic(topic, partitions, (short) 1)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "16777216"));
        admin.createTopics(List.of(created)).all().get();
    }

    /** The offset after the last committed record of each partition. */
    public Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /**
     * The size of a range of records.
     *
     * @param bytes of the values
     */
    public record Content(long records, long bytes) {}

    /** Reads the committed records between these offsets. */
    public Content content(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000);
        long records = 0;
        long bytes = 0;
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(200))) {
                    records++;
                    bytes += event.value().length;
                }
            }
        }
        return new Content(records, bytes);
    }

    /** The size of the logs of all topics, including internal ones. */
    public long logBytes() throws IOException {
        return logs.bytes();
    }

    @Override
    public void close() throws IOException {
        admin.close();
        jvm.close();
    }
}
