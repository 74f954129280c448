package dev.wherry.operations.rebuild;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;

/** The streams app's own state in Kafka: its consumer group and its internal topics. */
final class StreamsAppState {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Admin admin;
    private final String applicationId;

    StreamsAppState(Admin admin, String applicationId) {
        this.admin = admin;
        this.applicationId = applicationId;
    }

    /** A running instance would continue with the state in its memory. */
    void requireStopped() {
        try {
            ConsumerGroupDescription group = KafkaFutures.await(admin.describeConsumerGroups(List.of(applicationId))
                    .describedGroups()
                    .get(applicationId));
            if (!group.members().isEmpty()) {
                throw new RebuildImpossibleException("The streams app " + applicationId + " is running with "
                        + group.members().size()
                        + " members: stop every instance. A killed instance or a static group member"
                        + " counts as running until its session times out (45 s).");
            }
        } catch (GroupIdNotFoundException neverRun) {
            // no instance is running
        }
    }

    /** Without committed offsets, the app reads its topics from the beginning. */
    void deleteOffsets() {
        try {
            KafkaFutures.await(
                    admin.deleteConsumerGroups(List.of(applicationId)).all());
        } catch (GroupIdNotFoundException neverRun) {
            // no offsets to delete
        }
    }

    void deleteInternalTopics() {
        List<String> internal = internalTopics();
        if (internal.isEmpty()) {
            return;
        }
        KafkaFutures.await(admin.deleteTopics(internal).all());
        long start = System.nanoTime();
        while (!internalTopics().isEmpty()) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                throw new TimeoutException("The brokers still list deleted topics: " + internalTopics());
            }
            KafkaFutures.pause();
        }
    }

    private List<String> internalTopics() {
        Collection<String> topics = KafkaFutures.await(admin.listTopics().names());
        return topics.stream().filter(this::isInternal).toList();
    }

    private boolean isInternal(String topic) {
        return topic.startsWith(applicationId + "-")
                && Set.of("-changelog", "-repartition").stream().anyMatch(topic::endsWith);
    }
}
