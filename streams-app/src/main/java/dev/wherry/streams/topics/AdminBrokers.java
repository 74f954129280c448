package dev.wherry.streams.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The brokers as Kafka's admin client shows them. */
final class AdminBrokers implements Brokers {
    private final Admin admin;

    AdminBrokers(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Map<String, FoundTopic> find(Collection<String> names) {
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, topic) -> answer(
                        topic, UnknownTopicOrPartitionException.class)
                .ifPresent(found -> partitions.put(name, partitionCount(found))));
        List<ConfigResource> found = partitions.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, FoundTopic> topics = new HashMap<>();
        admin.describeConfigs(found).values().forEach((resource, config) -> answer(
                        config, UnknownTopicOrPartitionException.class)
                .ifPresent(settings -> topics.put(
                        resource.name(), new FoundTopic(partitions.get(resource.name()), cleanupPolicy(settings)))));
        return topics;
    }

    @Override
    public void create(Collection<NewTopic> topics) {
        admin.createTopics(topics).values().values().forEach(topic -> answer(topic, TopicExistsException.class));
    }

    private static int partitionCount(TopicDescription topic) {
        return topic.partitions().size();
    }

    private static String cleanupPolicy(Config settings) {
        return settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    }

    /** The answer, or none where the brokers answered with the expected error. */
    private static <T> Optional<T> answer(KafkaFuture<T> future, Class<? extends KafkaException> expected) {
        try {
            return Optional.ofNullable(future.get());
        } catch (ExecutionException failed) {
            if (expected.isInstance(failed.getCause())) {
                return Optional.empty();
            }
            if (failed.getCause() instanceof KafkaException fromBroker) {
                throw fromBroker;
            }
            throw new KafkaException(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
