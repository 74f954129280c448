package dev.wherry.streams.topics;

import dev.wherry.streams.topics.TopicAdmin.ExistingTopic;
import dev.wherry.wire.Topics;
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

    /** What the broker may delete over time. */
    enum CleanupPolicy {
        /** Nothing: retention is unlimited, because it would be applied to timestamps that the events carry. */
        DELETE(TopicConfig.CLEANUP_POLICY_DELETE),
        /** Every record except the last of its key. */
        COMPACT(TopicConfig.CLEANUP_POLICY_COMPACT);

        private final String setting;

        CleanupPolicy(String setting) {
            this.setting = setting;
        }
    }

    NewTopic toNewTopic(short replicationFactor) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy.setting);
        if (cleanupPolicy == CleanupPolicy.DELETE) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, UNLIMITED);
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
        if (cleanupPolicy == CleanupPolicy.COMPACT) {
            return List.of();
        }
        return Stream.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)
                .filter(setting ->
                        !existing.settings().getOrDefault(setting, UNLIMITED).equals(UNLIMITED))
                .map(setting -> "topic " + name + " has " + setting + "="
                        + existing.settings().get(setting)
                        + ": records not read by then are lost; to keep them all, run "
                        + alterCommand(setting, UNLIMITED))
                .toList();
    }

    private String alterCommand(String setting, String value) {
        return "kafka-configs --alter --entity-type topics --entity-name " + name + " --add-config " + setting + "="
                + value;
    }
}
