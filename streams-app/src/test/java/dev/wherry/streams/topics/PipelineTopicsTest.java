package dev.wherry.streams.topics;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.contracts.Catalog;
import dev.wherry.streams.FakeTime;
import dev.wherry.streams.topics.TopicAdmin.FoundTopic;
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
    void missingTopicsAreCreatedWithWhatTheyNeed() {
        topics.ensure(brokers, new FakeTime());

        assertEquals(
                Set.of(
                        "raw.sensors",
                        "raw.late-sensors",
                        "invalid.sensors",
                        "invalid.late-sensors",
                        "state.reading",
                        "state.device",
                        "ledger"),
                brokers.created.keySet());
        assertEquals(
                Map.of("cleanup.policy", "delete", "retention.ms", "-1", "max.message.bytes", "1048576"),
                brokers.created.get("raw.sensors").configs());
        assertEquals(
                Map.of("cleanup.policy", "compact", "max.message.bytes", "1048576"),
                brokers.created.get("state.device").configs());
        assertEquals(4, brokers.created.get("state.device").numPartitions());
        assertEquals(1, brokers.created.get("ledger").numPartitions());
    }

    @Test
    void topicsThatAreThereAreLeftAlone() {
        topics.ensure(brokers, new FakeTime());
        brokers.created.clear();

        topics.ensure(brokers, new FakeTime());

        assertTrue(brokers.created.isEmpty());
    }

    @Test
    void unsuitableTopicsAreAllNamedAndNothingIsCreated() {
        brokers.there.put("raw.sensors", found(1, "delete", 1 << 20));
        brokers.there.put("state.reading", found(4, "delete", 1 << 20));
        brokers.there.put("state.device", found(4, "compact", 1_000_000));
        brokers.there.put("ledger", found(1, "compact,delete", 1 << 20));

        UnsuitableTopicsException refused =
                assertThrows(UnsuitableTopicsException.class, () -> topics.ensure(brokers, new FakeTime()));

        assertEquals("""
                topic raw.sensors has 1 partitions, and 4 are configured; set partitions=1, or empty the pipeline's topics and state and start over
                topic state.device has max.message.bytes=1000000, and 1048576 are configured; run kafka-configs --alter --entity-type topics --entity-name state.device --add-config max.message.bytes=1048576
                topic state.reading has cleanup.policy=delete, and needs compact; run kafka-configs --alter --entity-type topics --entity-name state.reading --add-config cleanup.policy=compact
                topic ledger has cleanup.policy=compact,delete, and needs compact; run kafka-configs --alter --entity-type topics --entity-name ledger --add-config cleanup.policy=compact""", refused.getMessage());
        assertTrue(brokers.created.isEmpty());
    }

    @Test
    void aTopicThatSomebodyElseCreatedWrongInTheMeantimeIsRefused() {
        brokers.createdByOthers.put("raw.sensors", found(9, "delete", 1 << 20));

        assertThrows(UnsuitableTopicsException.class, () -> topics.ensure(brokers, new FakeTime()));
    }

    @Test
    void topicsThatNeverAppearAreGivenUp() {
        brokers.forgetful = true;

        assertThrows(TimeoutException.class, () -> topics.ensure(brokers, new FakeTime()));
    }

    @Test
    void topicsThatTakeLargerRecordsThanConfiguredAreFine() {
        brokers.there.put("raw.sensors", found(4, "delete", 1 << 24));

        assertDoesNotThrow(() -> topics.ensure(brokers, new FakeTime()));
    }

    @Test
    void eventsThatAreKeptForATimeOnlyAreWarnedOf() {
        TopicSpec raw = new TopicSpec("raw.sensors", 4, TopicSpec.CleanupPolicy.DELETE, 1 << 20);
        TopicSpec state = new TopicSpec("state.reading", 4, TopicSpec.CleanupPolicy.COMPACT, 1 << 20);
        FoundTopic aWeek = new FoundTopic(4, Map.of("retention.ms", "604800000", "retention.bytes", "-1"));

        assertEquals(
                List.of(
                        "topic raw.sensors has retention.ms=604800000: what is not read by then is lost; to keep all, run"
                                + " kafka-configs --alter --entity-type topics --entity-name raw.sensors --add-config retention.ms=-1"),
                raw.warningsOf(aWeek));
        assertEquals(List.of(), raw.warningsOf(new FoundTopic(4, Map.of("retention.ms", "-1"))));
        assertEquals(List.of(), state.warningsOf(aWeek));
    }

    private static FoundTopic found(int partitions, String cleanupPolicy, int maxMessageBytes) {
        return new FoundTopic(
                partitions,
                Map.of("cleanup.policy", cleanupPolicy, "max.message.bytes", Integer.toString(maxMessageBytes)));
    }

    /** Brokers in memory, which may have topics that other instances create at the same moment. */
    private static final class FakeBrokers implements TopicAdmin {
        final Map<String, FoundTopic> there = new HashMap<>();
        final Map<String, FoundTopic> createdByOthers = new HashMap<>();
        final Map<String, NewTopic> created = new TreeMap<>();
        boolean forgetful;

        @Override
        public Map<String, FoundTopic> find(Collection<String> names) {
            return Map.copyOf(there);
        }

        @Override
        public void create(Collection<NewTopic> topics) {
            there.putAll(createdByOthers);
            for (NewTopic topic : topics) {
                created.put(topic.name(), topic);
                if (!forgetful) {
                    there.putIfAbsent(topic.name(), new FoundTopic(topic.numPartitions(), topic.configs()));
                }
            }
        }
    }
}
