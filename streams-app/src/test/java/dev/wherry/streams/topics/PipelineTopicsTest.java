package dev.wherry.streams.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.wherry.contracts.Catalog;
import dev.wherry.streams.FakeTime;
import dev.wherry.streams.topics.TopicAdmin.ExistingTopic;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PipelineTopicsTest {
    private final FakeBrokers brokers = new FakeBrokers();
    private final PipelineTopics topics =
            new PipelineTopics(Catalog.load(Path.of("src/test/resources/contracts")), 4, (short) -1, 1 << 20);

    @Test
    void createsMissingTopicsWithTheirSettings() {
        topics.ensure(brokers, new FakeTime());

        assertThat(brokers.created.keySet())
                .isEqualTo(Set.of(
                        "raw.sensors",
                        "raw.late-sensors",
                        "invalid.sensors",
                        "invalid.late-sensors",
                        "state.reading",
                        "state.device",
                        "events.alarm",
                        "ledger",
                        "files",
                        "receipts",
                        "contracts"));
        assertThat(brokers.created.get("raw.sensors").configs())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "-1", "max.message.bytes", "1048576"));
        assertThat(brokers.created.get("state.device").configs())
                .isEqualTo(Map.of(
                        "cleanup.policy",
                        "compact",
                        "delete.retention.ms",
                        "3155760000000",
                        "max.message.bytes",
                        "1048576"));
        assertThat(brokers.created.get("ledger").configs()).doesNotContainKey("delete.retention.ms");
        assertThat(brokers.created.get("events.alarm").configs())
                .isEqualTo(brokers.created.get("raw.sensors").configs());
        assertThat(brokers.created.get("state.device").numPartitions()).isEqualTo(4);
        assertThat(brokers.created.get("ledger").numPartitions()).isEqualTo(1);
        assertThat(brokers.created.get("files").numPartitions()).isEqualTo(1);
        assertThat(brokers.created.get("files").configs()).containsEntry("retention.ms", "-1");
        assertThat(brokers.created.get("contracts").numPartitions()).isEqualTo(1);
        assertThat(brokers.created.get("contracts").configs()).containsEntry("cleanup.policy", "compact");
        assertThat(brokers.created.get("receipts").numPartitions()).isEqualTo(4);
        assertThat(brokers.created.get("receipts").configs()).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void leavesExistingTopicsUnchanged() {
        topics.ensure(brokers, new FakeTime());
        brokers.created.clear();

        topics.ensure(brokers, new FakeTime());

        assertThat(brokers.created).isEmpty();
    }

    @Test
    void namesAllUnsuitableTopicsAndCreatesNothing() {
        brokers.existing.put("raw.sensors", existing(1, "delete", 1 << 20));
        brokers.existing.put("state.reading", existing(4, "delete", 1 << 20));
        brokers.existing.put("state.device", existing(4, "compact", 1_000_000));
        brokers.existing.put("ledger", existing(1, "compact,delete", 1 << 20));

        UnsuitableTopicsException refused =
                catchThrowableOfType(UnsuitableTopicsException.class, () -> topics.ensure(brokers, new FakeTime()));

        assertThat(refused.getMessage()).isEqualTo("""
                topic raw.sensors has 1 partitions, but 4 are configured; set partitions=1, or delete the pipeline's topics and state and start over
                topic state.device has max.message.bytes=1000000, but 1048576 is configured; run kafka-configs --alter --entity-type topics --entity-name state.device --add-config max.message.bytes=1048576
                topic state.reading has cleanup.policy=delete, but needs compact; run kafka-configs --alter --entity-type topics --entity-name state.reading --add-config cleanup.policy=compact
                topic ledger has cleanup.policy=compact,delete, but needs compact; run kafka-configs --alter --entity-type topics --entity-name ledger --add-config cleanup.policy=compact""");
        assertThat(brokers.created).isEmpty();
    }

    @Test
    void rejectsAnUnsuitableTopicThatAnotherClientCreatedInTheMeantime() {
        brokers.createdByOthers.put("raw.sensors", existing(9, "delete", 1 << 20));

        assertThatThrownBy(() -> topics.ensure(brokers, new FakeTime())).isInstanceOf(UnsuitableTopicsException.class);
    }

    @Test
    void timesOutIfCreatedTopicsNeverAppear() {
        brokers.losesCreatedTopics = true;

        assertThatThrownBy(() -> topics.ensure(brokers, new FakeTime())).isInstanceOf(TimeoutException.class);
    }

    @Test
    void acceptsTopicsWithALargerRecordLimit() {
        brokers.existing.put("raw.sensors", existing(4, "delete", 1 << 24));

        assertDoesNotThrow(() -> topics.ensure(brokers, new FakeTime()));
    }

    @Test
    void warnsOfTopicsWithLimitedRetention() {
        TopicSpec raw = new TopicSpec("raw.sensors", 4, TopicSpec.CleanupPolicy.DELETE, 1 << 20);
        TopicSpec state = new TopicSpec("state.reading", 4, TopicSpec.CleanupPolicy.COMPACT, 1 << 20);
        ExistingTopic retainedForAWeek =
                new ExistingTopic(4, Map.of("retention.ms", "604800000", "retention.bytes", "-1"));

        assertThat(raw.warningsOf(retainedForAWeek))
                .isEqualTo(
                        List.of(
                                "topic raw.sensors has retention.ms=604800000: records not read by then are lost; to keep them all, run"
                                        + " kafka-configs --alter --entity-type topics --entity-name raw.sensors --add-config retention.ms=-1"));
        assertThat(raw.warningsOf(new ExistingTopic(4, Map.of("retention.ms", "-1"))))
                .isEmpty();
        assertThat(state.warningsOf(retainedForAWeek)).isEmpty();
    }

    @Test
    void warnsOfTombstonesThatAreNotKept() {
        TopicSpec state =
                new TopicSpec("state.reading", 4, TopicSpec.CleanupPolicy.COMPACT_KEEPING_TOMBSTONES, 1 << 20);

        assertThat(state.warningsOf(new ExistingTopic(4, Map.of("delete.retention.ms", "86400000"))))
                .isEqualTo(List.of(
                        "topic state.reading has delete.retention.ms=86400000: a sink that is stopped for longer misses"
                                + " deletions; to keep their records, run kafka-configs --alter --entity-type topics"
                                + " --entity-name state.reading --add-config delete.retention.ms=3155760000000"));
        assertThat(state.warningsOf(new ExistingTopic(4, Map.of("delete.retention.ms", "3155760000000"))))
                .isEmpty();
    }

    private static ExistingTopic existing(int partitions, String cleanupPolicy, int maxMessageBytes) {
        return new ExistingTopic(
                partitions,
                Map.of("cleanup.policy", cleanupPolicy, "max.message.bytes", Integer.toString(maxMessageBytes)));
    }

    /** In-memory brokers. Other clients can create topics at the same time. */
    private static final class FakeBrokers implements TopicAdmin {
        final Map<String, ExistingTopic> existing = new HashMap<>();
        final Map<String, ExistingTopic> createdByOthers = new HashMap<>();
        final Map<String, NewTopic> created = new TreeMap<>();
        boolean losesCreatedTopics;

        @Override
        public Map<String, ExistingTopic> find(Collection<String> names) {
            return Map.copyOf(existing);
        }

        @Override
        public void create(Collection<NewTopic> topics) {
            existing.putAll(createdByOthers);
            for (NewTopic topic : topics) {
                created.put(topic.name(), topic);
                if (!losesCreatedTopics) {
                    existing.putIfAbsent(topic.name(), new ExistingTopic(topic.numPartitions(), topic.configs()));
                }
            }
        }
    }
}
