package dev.wherry.streams.topics;

import dev.wherry.streams.topics.TopicAdmin.FoundTopic;
import dev.wherry.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** A topic as the pipeline needs it. */
record TopicSpec(String name, int partitions, CleanupPolicy cleanupPolicy, int maxMessageBytes) {
    private static final String FOR_EVER = "-1";

    /** What the broker may take away in time. */
    enum CleanupPolicy {
        /** Nothing: a retention would go by times that events bring along. */
        DELETE(TopicConfig.CLEANUP_POLICY_DELETE),
        /** All but the last record of every key. */
        COMPACT(TopicConfig.CLEANUP_POLICY_COMPACT);

        private final String setting;

        CleanupPolicy(String setting) {
            this.setting = setting;
        }
    }

    NewTopic toCreate(short replicationFactor) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy.setting);
        if (cleanupPolicy == CleanupPolicy.DELETE) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
        }
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        if (name.equals(Topics.LEDGER)) {
            // A few keys that change all the time: only full segments are compacted.
            settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, "4194304");
        }
        return new NewTopic(
                        name,
                        Optional.of(partitions),
                        Optional.of(replicationFactor).filter(factor -> factor > 0))
                .configs(settings);
    }

    /** What is wrong with the topic as it was found: a sentence each. */
    List<String> faultsOf(FoundTopic found) {
        List<String> faults = new ArrayList<>();
        if (found.partitions() != partitions) {
            faults.add("topic " + name + " has " + found.partitions() + " partitions, and " + partitions
                    + " are configured; set partitions=" + found.partitions()
                    + ", or empty the pipeline's topics and state and start over");
        }
        String policy = found.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!policy.equals(cleanupPolicy.setting)) {
            faults.add("topic " + name + " has cleanup.policy=" + policy + ", and needs " + cleanupPolicy.setting
                    + "; run " + alter(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy.setting));
        }
        int takes = Integer.parseInt(found.settings().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        if (takes < maxMessageBytes) {
            faults.add("topic " + name + " has max.message.bytes=" + takes + ", and " + maxMessageBytes
                    + " are configured; run "
                    + alter(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes)));
        }
        return faults;
    }

    /** What the topic as it was found takes away in time, although somebody may want just that: a sentence each. */
    List<String> warningsOf(FoundTopic found) {
        if (cleanupPolicy == CleanupPolicy.COMPACT) {
            return List.of();
        }
        return Stream.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)
                .filter(setting ->
                        !found.settings().getOrDefault(setting, FOR_EVER).equals(FOR_EVER))
                .map(setting -> "topic " + name + " has " + setting + "="
                        + found.settings().get(setting) + ": what is not read by then is lost; to keep all, run "
                        + alter(setting, FOR_EVER))
                .toList();
    }

    private String alter(String setting, String value) {
        return "kafka-configs --alter --entity-type topics --entity-name " + name + " --add-config " + setting + "="
                + value;
    }
}
