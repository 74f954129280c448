package dev.wherry.streams.topics;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** What is asked of the brokers. */
interface TopicAdmin {
    /** Those of the topics that there are, by name. */
    Map<String, FoundTopic> find(Collection<String> names);

    /** Creates topics; one that somebody else has created in the meantime is left alone. */
    void create(Collection<NewTopic> topics);

    /**
     * A topic as it is.
     *
     * @param settings those in force, by name
     */
    record FoundTopic(int partitions, Map<String, String> settings) {
        public FoundTopic {
            settings = Map.copyOf(settings);
        }
    }
}
