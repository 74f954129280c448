package dev.wherry.s3;

import dev.wherry.connect.config.WorkerRequirements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Publishes the events in the objects of S3-compatible stores to raw topics, unchanged and exactly once. Requires Kafka Connect
 * 4.1 or later.
 */
public final class S3SourceConnector extends SourceConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public ConfigDef config() {
        return S3SourceConfig.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config validation =
                new Config(S3FeedOptions.FEED_OPTIONS.definition(given).validate(given));
        WorkerRequirements.validate(given, validation);
        S3FeedOptions.FEED_OPTIONS
                .unknown(given)
                .forEach(option -> WorkerRequirements.addError(
                        validation,
                        option,
                        given.get(option),
                        "is not an option of a feed in the list feeds; a feed can have "
                                + S3FeedOptions.FEED_OPTIONS.describe()));
        if (validation.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            try {
                new S3FeedOptions(given).feeds();
            } catch (ConfigException e) {
                WorkerRequirements.addError(
                        validation, S3SourceConfig.FEEDS, given.get(S3SourceConfig.FEEDS), "— " + e.getMessage());
            }
        }
        return validation;
    }

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return S3SourceTask.class;
    }

    /** Each task owns whole feeds. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        int feeds = new S3FeedOptions(properties).getList(S3SourceConfig.FEEDS).size();
        int tasks = Math.min(maxTasks, feeds);
        return IntStream.range(0, tasks)
                .mapToObj(task -> taskConfig(task, tasks))
                .toList();
    }

    private Map<String, String> taskConfig(int task, int tasks) {
        Map<String, String> config = new HashMap<>(properties);
        config.put(S3SourceConfig.TASK, Integer.toString(task));
        config.put(S3SourceConfig.TASKS, Integer.toString(tasks));
        return config;
    }

    @Override
    public void stop() {}

    /** Rejects setting offsets: a wrong one would leave out objects, or delete ones that were never published. */
    @Override
    public boolean alterOffsets(Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (offsets.values().stream().anyMatch(Objects::nonNull)) {
            throw new ConnectException("The offsets of this connector cannot be set. They can be reset with"
                    + " DELETE /connectors/<name>/offsets; all objects are then published again.");
        }
        return true;
    }

    /** With any options: the records of a poll and their offsets are committed in one transaction. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
