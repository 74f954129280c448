package dev.wherry.operations.rebuild;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.PolicyViolationException;

/** Deletes all records of topics. The topics and their offsets remain. */
final class TopicTruncation {
    /** Brokers reject DeleteRecords on compact-only topics. Unlimited retention keeps them from deleting by age meanwhile. */
    private static final List<AlterConfigOp> DELETABLE = List.of(
            set(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete"), set(TopicConfig.RETENTION_MS_CONFIG, "-1"));

    private static final List<AlterConfigOp> COMPACTED = List.of(
            set(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
            new AlterConfigOp(new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, null), OpType.DELETE));

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Admin admin;

    TopicTruncation(Admin admin) {
        this.admin = admin;
    }

    /** Returns the end offsets, where the next records will be written. Missing topics are skipped. */
    Map<TopicPartition, Long> deleteAll(Collection<String> topics) {
        Set<String> existing = KafkaFutures.await(admin.listTopics().names());
        List<String> found = topics.stream().filter(existing::contains).toList();
        List<String> compacted = found.stream().filter(this::isCompacted).toList();
        alter(compacted, DELETABLE);
        Map<TopicPartition, Long> ends = ends(found);
        Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
        ends.forEach((partition, end) -> records.put(partition, RecordsToDelete.beforeOffset(end)));
        delete(records);
        alter(compacted, COMPACTED);
        return ends;
    }

    /** Each broker applies a changed topic configuration shortly after it is acknowledged, so this retries. */
    private void delete(Map<TopicPartition, RecordsToDelete> records) {
        long start = System.nanoTime();
        while (true) {
            try {
                KafkaFutures.await(admin.deleteRecords(records).all());
                return;
            } catch (PolicyViolationException notYetInForce) {
                if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                    throw notYetInForce;
                }
                KafkaFutures.pause();
            }
        }
    }

    private boolean isCompacted(String topic) {
        ConfigResource resource = resource(topic);
        return KafkaFutures.await(admin.describeConfigs(List.of(resource)).all())
                .get(resource)
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value()
                .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private void alter(Collection<String> topics, List<AlterConfigOp> changes) {
        KafkaFutures.await(admin.incrementalAlterConfigs(
                        topics.stream().collect(Collectors.toMap(TopicTruncation::resource, topic -> changes)))
                .all());
    }

    private Map<TopicPartition, Long> ends(Collection<String> topics) {
        List<TopicPartition> partitions =
                KafkaFutures.await(admin.describeTopics(topics).allTopicNames()).values().stream()
                        .flatMap(TopicTruncation::partitions)
                        .toList();
        Map<TopicPartition, Long> ends =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        KafkaFutures.await(admin.listOffsets(partitions.stream()
                                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(info -> new TopicPartition(topic.name(), info.partition()));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    }
}
