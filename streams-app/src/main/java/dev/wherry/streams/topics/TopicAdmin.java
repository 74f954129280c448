package dev.wherry.streams.topics;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** The operations on topics that the pipeline needs. */
interface TopicAdmin {
    /** Those of the topics that exist, by name. */
    Map<String, ExistingTopic> find(Collection<String> names);

    /** Creates topics. A topic that another client has created in the meantime is left unchanged. */
    void create(Collection<NewTopic> topics);

    /** @param settings the effective settings, by name */
    record ExistingTopic(int partitions, Map<String, String> settings) {
        public ExistingTopic {
            settings = Map.copyOf(settings);
        }
    }
}
