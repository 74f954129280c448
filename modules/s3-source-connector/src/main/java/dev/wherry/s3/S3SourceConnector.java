package dev.wherry.s3;

import dev.wherry.connect.config.TaskConfigs;
import dev.wherry.connect.config.Version;
import dev.wherry.connect.config.WorkerRequirements;
import dev.wherry.connect.progress.StoredOffsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Publishes the events in the objects of S3-compatible stores to raw topics, unchanged and exactly once. Requires Kafka Connect
 * 4.1 or later.
 */
public final class S3SourceConnector extends SourceConnector {
    private static final TaskConfigs TASK_CONFIGS = new TaskConfigs(S3SourceConfig.TASK, S3SourceConfig.TASKS);

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
        Config validation = S3FeedOptions.FEED_OPTIONS.validate(given);
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
        return TASK_CONFIGS.of(properties, tasks);
    }

    @Override
    public void stop() {}

    /** Rejects setting offsets: a wrong one would leave out objects, or delete ones that were never published. */
    @Override
    public boolean alterOffsets(Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
        StoredOffsets.requireReset(offsets, "all objects are");
        return true;
    }

    /** With any options: the records of a poll and their offsets are committed in one transaction. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
