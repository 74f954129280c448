package dev.wherry.streams.topics;

import dev.wherry.streams.topics.Brokers.FoundTopic;
import dev.wherry.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** A topic as the pipeline needs it. */
record WantedTopic(String name, int partitions, CleanupPolicy cleanupPolicy, int maxMessageBytes) {
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
            settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
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
        if (!found.cleanupPolicy().equals(cleanupPolicy.setting)) {
            faults.add("topic " + name + " has cleanup.policy=" + found.cleanupPolicy() + ", and needs "
                    + cleanupPolicy.setting
                    + "; run kafka-configs --alter --entity-type topics --entity-name " + name
                    + " --add-config cleanup.policy="
                    + cleanupPolicy.setting);
        }
        return faults;
    }
}
