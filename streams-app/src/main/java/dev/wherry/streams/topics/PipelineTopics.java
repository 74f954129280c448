package dev.wherry.streams.topics;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.streams.topics.TopicAdmin.FoundTopic;
import dev.wherry.streams.topics.TopicSpec.CleanupPolicy;
import dev.wherry.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of a catalog: those that must be there before a stage starts. */
public final class PipelineTopics {
    private static final Logger log = LoggerFactory.getLogger(PipelineTopics.class);
    /** A few counters that change at most twice a second need no more. */
    private static final int LEDGER_PARTITIONS = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<TopicSpec> wanted = new ArrayList<>();
    private final short replicationFactor;

    /**
     * @param partitions of every topic but the ledger
     * @param replicationFactor -1 for the broker's default
     * @param maxMessageBytes the largest record that the topics take
     */
    public PipelineTopics(Catalog catalog, int partitions, short replicationFactor, int maxMessageBytes) {
        this.replicationFactor = replicationFactor;
        for (String feed : catalog.feeds()) {
            wanted.add(new TopicSpec(Topics.raw(feed), partitions, CleanupPolicy.DELETE, maxMessageBytes));
            wanted.add(new TopicSpec(Topics.invalid(feed), partitions, CleanupPolicy.DELETE, maxMessageBytes));
        }
        for (Contract contract : catalog.contracts()) {
            wanted.add(
                    new TopicSpec(Topics.state(contract.type()), partitions, CleanupPolicy.COMPACT, maxMessageBytes));
        }
        wanted.add(new TopicSpec(Topics.LEDGER, LEDGER_PARTITIONS, CleanupPolicy.COMPACT, maxMessageBytes));
    }

    /**
     * Refuses topics that are not as they must be, all of them at once and before anything is created; then creates the missing ones and
     * waits until the brokers know them.
     *
     * @throws UnsuitableTopicsException if a topic has another partition count or cleanup policy, or takes only smaller records
     * @throws KafkaException if the brokers cannot be asked, or refuse
     */
    public void ensure(Admin admin) {
        ensure(new KafkaTopicAdmin(admin), Time.SYSTEM);
    }

    void ensure(TopicAdmin brokers, Time time) {
        Timer patience = time.timer(PATIENCE.toMillis());
        Map<String, FoundTopic> found = find(brokers);
        warn(found);
        List<TopicSpec> missing = missingFrom(found);
        brokers.create(
                missing.stream().map(topic -> topic.toCreate(replicationFactor)).toList());
        while (!missing.isEmpty()) {
            if (patience.isExpired()) {
                throw new TimeoutException("the brokers do not show topics that they have created: " + missing);
            }
            patience.sleep(PAUSE.toMillis());
            missing = missingFrom(find(brokers));
        }
    }

    /** Somebody else may be creating the same topics, so what is found is checked every time. */
    private Map<String, FoundTopic> find(TopicAdmin brokers) {
        Map<String, FoundTopic> found =
                brokers.find(wanted.stream().map(TopicSpec::name).toList());
        List<String> faults = wanted.stream()
                .filter(topic -> found.containsKey(topic.name()))
                .flatMap(topic -> topic.faultsOf(found.get(topic.name())).stream())
                .toList();
        if (!faults.isEmpty()) {
            throw new UnsuitableTopicsException(faults);
        }
        return found;
    }

    private void warn(Map<String, FoundTopic> found) {
        wanted.stream()
                .filter(topic -> found.containsKey(topic.name()))
                .flatMap(topic -> topic.warningsOf(found.get(topic.name())).stream())
                .forEach(log::warn);
    }

    private List<TopicSpec> missingFrom(Map<String, FoundTopic> found) {
        return wanted.stream().filter(topic -> !found.containsKey(topic.name())).toList();
    }
}
