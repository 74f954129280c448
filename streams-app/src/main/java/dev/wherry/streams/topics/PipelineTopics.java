package dev.wherry.streams.topics;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.streams.topics.TopicAdmin.ExistingTopic;
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

/** The topics of a catalog, which must exist before a stage starts. */
public final class PipelineTopics {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineTopics.class);
    /**
     * One is enough for a few counters that change at most twice a second, for a record per file that is read in parts, and
     * for a record per type.
     */
    private static final int ONE_PARTITION = 1;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final List<TopicSpec> specs = new ArrayList<>();
    private final short replicationFactor;

    /**
     * @param partitions of every topic except the ledger, the files and the contracts
     * @param replicationFactor -1 for the broker's default
     * @param maxMessageBytes the maximum record size that every topic must accept
     */
    public PipelineTopics(Catalog catalog, int partitions, short replicationFactor, int maxMessageBytes) {
        this.replicationFactor = replicationFactor;
        for (String feed : catalog.feeds()) {
            specs.add(new TopicSpec(Topics.raw(feed), partitions, CleanupPolicy.DELETE, maxMessageBytes));
            specs.add(new TopicSpec(Topics.invalid(feed), partitions, CleanupPolicy.DELETE, maxMessageBytes));
        }
        for (Contract contract : catalog.contracts()) {
            for (ContractTable table : contract.tables()) {
                specs.add(new TopicSpec(
                        table.topic(), partitions, cleanupPolicy(contract, table.kind()), maxMessageBytes));
            }
        }
        specs.add(new TopicSpec(Topics.LEDGER, ONE_PARTITION, CleanupPolicy.COMPACT, maxMessageBytes));
        specs.add(new TopicSpec(Topics.FILES, ONE_PARTITION, CleanupPolicy.DELETE, maxMessageBytes));
        specs.add(new TopicSpec(Topics.RECEIPTS, partitions, CleanupPolicy.COMPACT, maxMessageBytes));
        specs.add(new TopicSpec(Topics.CONTRACTS, ONE_PARTITION, CleanupPolicy.COMPACT, maxMessageBytes));
    }

    private static CleanupPolicy cleanupPolicy(Contract contract, ContractTable.Kind kind) {
        return switch (kind) {
            case STATE -> contract.deletesRows() ? CleanupPolicy.COMPACT_KEEPING_TOMBSTONES : CleanupPolicy.COMPACT;
            case EVENTS, HISTORY -> CleanupPolicy.DELETE;
        };
    }

    /**
     * Checks the existing topics, creates the missing ones and waits until the brokers list them.
     *
     * @throws UnsuitableTopicsException if existing topics have another partition count or cleanup policy, or accept
     *     only smaller records. It names all of them, and nothing has been created then.
     * @throws KafkaException if the brokers cannot be reached or reject the request
     */
    public void ensure(Admin admin) {
        ensure(new KafkaTopicAdmin(admin), Time.SYSTEM);
    }

    void ensure(TopicAdmin topics, Time time) {
        Timer timer = time.timer(TIMEOUT.toMillis());
        Map<String, ExistingTopic> existing = find(topics);
        warnOfRetention(existing);
        List<TopicSpec> missing = missingFrom(existing);
        topics.create(
                missing.stream().map(spec -> spec.toNewTopic(replicationFactor)).toList());
        while (!missing.isEmpty()) {
            if (timer.isExpired()) {
                throw new TimeoutException("the brokers do not list topics that they have created: " + missing);
            }
            timer.sleep(POLL_INTERVAL.toMillis());
            missing = missingFrom(find(topics));
        }
    }

    /** Another client may be creating the same topics, so existing topics are checked every time. */
    private Map<String, ExistingTopic> find(TopicAdmin topics) {
        Map<String, ExistingTopic> existing =
                topics.find(specs.stream().map(TopicSpec::name).toList());
        List<String> problems = specs.stream()
                .filter(topic -> existing.containsKey(topic.name()))
                .flatMap(topic -> topic.problemsOf(existing.get(topic.name())).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new UnsuitableTopicsException(problems);
        }
        return existing;
    }

    private void warnOfRetention(Map<String, ExistingTopic> existing) {
        specs.stream()
                .filter(topic -> existing.containsKey(topic.name()))
                .flatMap(topic -> topic.warningsOf(existing.get(topic.name())).stream())
                .forEach(LOG::warn);
    }

    private List<TopicSpec> missingFrom(Map<String, ExistingTopic> existing) {
        return specs.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .toList();
    }
}
