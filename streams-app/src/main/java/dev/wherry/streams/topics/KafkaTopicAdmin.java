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

/** Accesses topics with Kafka's admin client. */
final class KafkaTopicAdmin implements TopicAdmin {
    private final Admin admin;

    KafkaTopicAdmin(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Map<String, ExistingTopic> find(Collection<String> names) {
        Map<String, TopicDescription> descriptions = resultsOf(
                "Describe", admin.describeTopics(names).topicNameValues(), UnknownTopicOrPartitionException.class);
        Map<String, KafkaFuture<Config>> configs = new HashMap<>();
        admin.describeConfigs(descriptions.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values()
                .forEach((resource, config) -> configs.put(resource.name(), config));
        Map<String, ExistingTopic> topics = new HashMap<>();
        resultsOf("DescribeConfigs", configs, UnknownTopicOrPartitionException.class)
                .forEach((name, settings) -> topics.put(
                        name,
                        new ExistingTopic(descriptions.get(name).partitions().size(), values(settings))));
        return topics;
    }

    @Override
    public void create(Collection<NewTopic> topics) {
        resultsOf("Create", admin.createTopics(topics).values(), TopicExistsException.class);
    }

    private static Map<String, String> values(Config settings) {
        return settings.entries().stream()
                .filter(setting -> setting.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /**
     * Waits for the results by topic. Topics that failed with the expected error are left out.
     *
     * @throws TopicAuthorizationException naming every topic on which the operation is not allowed
     */
    private static <T> Map<String, T> resultsOf(
            String operation, Map<String, KafkaFuture<T>> futures, Class<? extends KafkaException> expected) {
        Map<String, T> results = new HashMap<>();
        Set<String> forbidden = new TreeSet<>();
        futures.forEach((topic, future) -> {
            try {
                results.put(topic, future.get());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof TopicAuthorizationException) {
                    forbidden.add(topic);
                } else if (!expected.isInstance(failed.getCause())) {
                    throw failed.getCause() instanceof KafkaException brokerError
                            ? brokerError
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
        return results;
    }
}
