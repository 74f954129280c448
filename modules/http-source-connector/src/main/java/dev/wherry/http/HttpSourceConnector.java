package dev.wherry.http;

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
 * Publishes the items that a paged HTTP API answers to raw topics, unchanged and exactly once. Requires Kafka Connect 4.1 or
 * later.
 */
public final class HttpSourceConnector extends SourceConnector {
    private static final TaskConfigs TASK_CONFIGS = new TaskConfigs(HttpSourceConfig.TASK, HttpSourceConfig.TASKS);

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public ConfigDef config() {
        return HttpSourceConfig.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config validation = HttpFeedOptions.FEED_OPTIONS.validate(given);
        if (validation.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            try {
                new HttpFeedOptions(given).feeds();
            } catch (ConfigException e) {
                WorkerRequirements.addError(
                        validation, HttpSourceConfig.FEEDS, given.get(HttpSourceConfig.FEEDS), "— " + e.getMessage());
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
        return HttpSourceTask.class;
    }

    /** Each task owns whole feeds. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        int feeds =
                new HttpFeedOptions(properties).getList(HttpSourceConfig.FEEDS).size();
        int tasks = Math.min(maxTasks, feeds);
        return TASK_CONFIGS.of(properties, tasks);
    }

    @Override
    public void stop() {}

    /** Rejects setting offsets: a wrong one would leave out items. */
    @Override
    public boolean alterOffsets(Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
        StoredOffsets.requireReset(offsets, "all items are");
        return true;
    }

    /** With any options: the records of a poll and their offsets are committed in one transaction. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
