package dev.wherry.source;

import dev.wherry.source.discover.ShardAssignment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Publishes the event files of an inbox to raw topics, byte by byte and exactly once. It knows nothing of what is in
 * them. Needs Kafka Connect 4.1 or later.
 */
public final class FileSourceConnector extends SourceConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public ConfigDef config() {
        return FileSourceConfig.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config validation = super.validate(given);
        WorkerRequirements.validate(given, validation);
        if (validation.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            validateArchive(new FileSourceConfig(given), validation);
        }
        return validation;
    }

    private static void validateArchive(FileSourceConfig config, Config validation) {
        Path inbox = config.inbox();
        Path archive = config.archiveDirectory();
        if (config.onFinish() == OnFinish.ARCHIVE && (archive.startsWith(inbox) || inbox.startsWith(archive))) {
            WorkerRequirements.addError(
                    validation,
                    FileSourceConfig.ARCHIVE_DIRECTORY,
                    archive,
                    "(" + archive + ") and the inbox (" + inbox + ") must not lie one inside the other: archived files"
                            + " would be found and published again");
        }
    }

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return FileSourceTask.class;
    }

    /** New files never change these, so tasks are never restarted for them. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        int tasks = Math.min(maxTasks, ShardAssignment.SHARDS);
        return IntStream.range(0, tasks)
                .mapToObj(task -> taskConfig(task, tasks))
                .toList();
    }

    private Map<String, String> taskConfig(int task, int tasks) {
        Map<String, String> config = new HashMap<>(properties);
        config.put(FileSourceConfig.TASK, Integer.toString(task));
        config.put(FileSourceConfig.TASKS, Integer.toString(tasks));
        return config;
    }

    @Override
    public void stop() {}

    /** They say what is published: a wrong one would have files handed over that were never published. */
    @Override
    public boolean alterOffsets(Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (offsets.values().stream().anyMatch(Objects::nonNull)) {
            throw new ConnectException(
                    "The offsets of this connector can be reset, with DELETE /connectors/<name>/offsets,"
                            + " which publishes all that lies in the inbox again; they cannot be set.");
        }
        return true;
    }

    /** Whatever the options: the records of a poll and what is stored of them are one transaction. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
