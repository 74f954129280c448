package dev.wherry.streams.topics;

import dev.wherry.streams.topics.TopicAdmin.ExistingTopic;
import dev.wherry.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The required settings of a topic. */
record TopicSpec(String name, int partitions, CleanupPolicy cleanupPolicy, int maxMessageBytes) {
    private static final String UNLIMITED = "-1";
    /** A century, because Kafka has no value for unlimited, and adds the greatest one to the current time. */
    private static final String TOMBSTONE_RETENTION_MS =
            Long.toString(Duration.ofDays(36_525).toMillis());

    /** What the broker may delete over time. */
    enum CleanupPolicy {
        /** Nothing: retention is unlimited, because it would be applied to timestamps that the events carry. */
        DELETE(TopicConfig.CLEANUP_POLICY_DELETE),
        /** Every record except the last of its key. */
        COMPACT(TopicConfig.CLEANUP_POLICY_COMPACT),
        /** As {@link #COMPACT}. A sink that was stopped, however long, must still find the tombstones that it missed. */
        COMPACT_KEEPING_TOMBSTONES(TopicConfig.CLEANUP_POLICY_COMPACT);

        private final String setting;

        CleanupPolicy(String setting) {
            this.setting = setting;
        }
    }

    NewTopic toNewTopic(short replicationFactor) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy.setting);
        switch (cleanupPolicy) {
            case DELETE -> settings.put(TopicConfig.RETENTION_MS_CONFIG, UNLIMITED);
            case COMPACT -> {}
            case COMPACT_KEEPING_TOMBSTONES ->
                settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, TOMBSTONE_RETENTION_MS);
        }
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        if (name.equals(Topics.LEDGER)) {
            // Kafka compacts only closed segments, and the ledger rewrites a few small records all the time.
            settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, "4194304");
        }
        return new NewTopic(
                        name,
                        Optional.of(partitions),
                        Optional.of(replicationFactor).filter(factor -> factor > 0))
                .configs(settings);
    }

    /** Why the pipeline cannot use the existing topic: a message for each problem. */
    List<String> problemsOf(ExistingTopic existing) {
        List<String> problems = new ArrayList<>();
        if (existing.partitions() != partitions) {
            problems.add("topic " + name + " has " + existing.partitions() + " partitions, but " + partitions
                    + " are configured; set partitions=" + existing.partitions()
                    + ", or delete the pipeline's topics and state and start over");
        }
        String policy = existing.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!policy.equals(cleanupPolicy.setting)) {
            problems.add("topic " + name + " has cleanup.policy=" + policy + ", but needs " + cleanupPolicy.setting
                    + "; run " + alterCommand(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy.setting));
        }
        int accepted = Integer.parseInt(existing.settings().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        if (accepted < maxMessageBytes) {
            problems.add("topic " + name + " has max.message.bytes=" + accepted + ", but " + maxMessageBytes
                    + " is configured; run "
                    + alterCommand(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes)));
        }
        return problems;
    }

    /** Retention limits of the existing topic, which may be intended: a message for each. */
    List<String> warningsOf(ExistingTopic existing) {
        return switch (cleanupPolicy) {
            case DELETE ->
                Stream.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)
                        .filter(setting -> !existing.settings()
                                .getOrDefault(setting, UNLIMITED)
                                .equals(UNLIMITED))
                        .map(setting -> warning(
                                existing, setting, "records not read by then are lost; to keep them all", UNLIMITED))
                        .toList();
            case COMPACT -> List.of();
            case COMPACT_KEEPING_TOMBSTONES ->
                Stream.of(TopicConfig.DELETE_RETENTION_MS_CONFIG)
                        .filter(setting ->
                                Long.parseLong(existing.settings().getOrDefault(setting, TOMBSTONE_RETENTION_MS))
                                        < Long.parseLong(TOMBSTONE_RETENTION_MS))
                        .map(setting -> warning(
                                existing,
                                setting,
                                "a sink that is stopped for longer misses deletions; to keep their records",
                                TOMBSTONE_RETENTION_MS))
                        .toList();
        };
    }

    private String warning(ExistingTopic existing, String setting, String consequence, String remedy) {
        return "topic " + name + " has " + setting + "=" + existing.settings().get(setting) + ": " + consequence
                + ", run " + alterCommand(setting, remedy);
    }

    private String alterCommand(String setting, String value) {
        return "kafka-configs --alter --entity-type topics --entity-name " + name + " --add-config " + setting + "="
                + value;
    }
}
