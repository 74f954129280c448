package dev.wherry.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds what is stuck in an idle pipeline: open transactions, and consumers that have not read all records. */
final class BacklogCheck implements AutoCloseable {
    private static final String STREAMS_GROUP = "wherry-streams";
    private static final String SINK_GROUP = "connect-wherry-warehouse";

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** The name of a topic that Kafka Streams has created for the streams app. */
    static String internalTopic(String name) {
        return STREAMS_GROUP + "-" + name;
    }

    BacklogCheck(String bootstrapServers) {
        admin = Admin.create(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "500"));
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        "500"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns a sentence for each open transaction and each unread record. */
    List<String> stuck(Map<TopicPartition, Long> sinkOffsets) throws InterruptedException, ExecutionException {
        List<String> stuck = new ArrayList<>(openTransactions());
        stuck.addAll(unread("the sink", sinkOffsets));
        stuck.addAll(unread("the group " + STREAMS_GROUP, committed(STREAMS_GROUP)));
        stuck.addAll(unread("the group " + SINK_GROUP, committed(SINK_GROUP)));
        return stuck;
    }

    private List<String> openTransactions() throws InterruptedException, ExecutionException {
        List<String> topics = admin.listTopics().names().get().stream().toList();
        List<TopicPartition> partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        Map<TopicPartition, Long> all = endOffsets(partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> committed = endOffsets(partitions, IsolationLevel.READ_COMMITTED);
        return partitions.stream()
                .filter(partition -> !all.get(partition).equals(committed.get(partition)))
                .map(partition -> "a transaction is open in " + partition)
                .toList();
    }

    private Map<TopicPartition, Long> endOffsets(List<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, Long> committed(String group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream()
                .filter(offset -> offset.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    /** Reads on from the given positions, because the remaining offsets may be transaction markers only. */
    private List<String> unread(String consumerName, Map<TopicPartition, Long> positions) {
        List<String> unread = new ArrayList<>();
        consumer.assign(positions.keySet());
        positions.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (positions.keySet().stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))
                && System.nanoTime() - deadline < 0) {
            consumer.poll(Duration.ofMillis(50))
                    .forEach(record -> unread.add(consumerName + " has not read " + record.topic() + "-"
                            + record.partition() + " offset " + record.offset()));
        }
        return unread;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        consumer.close();
    }
}
