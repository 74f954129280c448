package dev.wherry.streams.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The brokers as Kafka's admin client shows them. */
final class KafkaTopicAdmin implements TopicAdmin {
    private final Admin admin;

    KafkaTopicAdmin(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Map<String, FoundTopic> find(Collection<String> names) {
        Map<String, TopicDescription> found = answers(
                "Describe", admin.describeTopics(names).topicNameValues(), UnknownTopicOrPartitionException.class);
        Map<String, KafkaFuture<Config>> asked = new HashMap<>();
        admin.describeConfigs(found.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values()
                .forEach((resource, config) -> asked.put(resource.name(), config));
        Map<String, FoundTopic> topics = new HashMap<>();
        answers("DescribeConfigs", asked, UnknownTopicOrPartitionException.class)
                .forEach((name, settings) -> topics.put(
                        name, new FoundTopic(found.get(name).partitions().size(), values(settings))));
        return topics;
    }

    @Override
    public void create(Collection<NewTopic> topics) {
        answers("Create", admin.createTopics(topics).values(), TopicExistsException.class);
    }

    private static Map<String, String> values(Config settings) {
        return settings.entries().stream()
                .filter(setting -> setting.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /**
     * The answers by topic; none where the brokers answered with the expected error.
     *
     * @throws TopicAuthorizationException naming all topics on which this operation is not allowed
     */
    private static <T> Map<String, T> answers(
            String operation, Map<String, KafkaFuture<T>> asked, Class<? extends KafkaException> expected) {
        Map<String, T> answers = new HashMap<>();
        Set<String> forbidden = new TreeSet<>();
        asked.forEach((topic, future) -> {
            try {
                answers.put(topic, future.get());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof TopicAuthorizationException) {
                    forbidden.add(topic);
                } else if (!expected.isInstance(failed.getCause())) {
                    throw failed.getCause() instanceof KafkaException fromBroker
                            ? fromBroker
                            : new KafkaException(failed.getCause());
                }
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        });
        if (!forbidden.isEmpty()) {
            throw new TopicAuthorizationException(
                    operation + " on the topics " + String.join(", ", forbidden), forbidden);
        }
        return answers;
    }
}
