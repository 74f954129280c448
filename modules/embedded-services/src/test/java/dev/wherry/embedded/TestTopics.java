package dev.wherry.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates and reads topics of one partition. */
final class TestTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;

    TestTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void create(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    void createIfMissing(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            if (!admin.listTopics().names().get().contains(name)) {
                create(name);
            }
        }
    }

    /** The value of a topic setting. */
    String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeConfigs(Set.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        }
    }

    /** The committed values from the start of the topic, at least as many as given. */
    List<String> read(String name, int atLeast) {
        return readUntil(name, values -> values.size() >= atLeast);
    }

    /** The committed values from the start of the topic until they are enough; fails if they are not in time. */
    List<String> readUntil(String name, Predicate<List<String>> enough) {
        return read(name, (consumer, values) -> enough.test(values));
    }

    /** All values that a read_committed consumer can read now. */
    List<String> readCommitted(String name) {
        Set<TopicPartition> partition = Set.of(new TopicPartition(name, 0));
        return read(name, (consumer, values) -> consumer.endOffsets(partition).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
    }

    private List<String> read(String name, BiPredicate<KafkaConsumer<?, ?>, List<String>> enough) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            Set<TopicPartition> partition = Set.of(new TopicPartition(name, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.test(consumer, values)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Only " + values.size() + " values in " + name);
                }
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }
}
