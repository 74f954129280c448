package dev.wherry.operations.rebuild;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;

/** What the streams app keeps in Kafka for itself: its group's offsets, and the topics behind its stores. */
final class StreamsAppState {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Admin admin;
    private final String applicationId;

    StreamsAppState(Admin admin, String applicationId) {
        this.admin = admin;
        this.applicationId = applicationId;
    }

    /** An instance that runs would go on with what it has in its memory. */
    void mustNotRun() {
        try {
            ConsumerGroupDescription group = KafkaFutures.await(admin.describeConsumerGroups(List.of(applicationId))
                    .describedGroups()
                    .get(applicationId));
            if (!group.members().isEmpty()) {
                throw new RebuildImpossibleException("The streams app " + applicationId + " runs with "
                        + group.members().size()
                        + " members: stop every instance. One that was killed or has a name of its own"
                        + " counts as running until its session ends, 45 s.");
            }
        } catch (GroupIdNotFoundException neverRun) {
            // nobody runs
        }
    }

    /** Without offsets, the app reads its topics from their beginning. */
    void deleteOffsets() {
        try {
            KafkaFutures.await(
                    admin.deleteConsumerGroups(List.of(applicationId)).all());
        } catch (GroupIdNotFoundException neverRun) {
            // no offsets either
        }
    }

    void deleteInternalTopics() {
        List<String> internal = internalTopics();
        if (internal.isEmpty()) {
            return;
        }
        KafkaFutures.await(admin.deleteTopics(internal).all());
        long began = System.nanoTime();
        while (!internalTopics().isEmpty()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new TimeoutException("the brokers still show topics that they have deleted: " + internalTopics());
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
