package dev.wherry.source;

import dev.wherry.connect.config.WorkerRequirements;
import dev.wherry.source.discover.ShardAssignment;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.feed.FinishedFileAction;
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
 * Publishes the event files of an inbox to raw topics, unchanged and exactly once. It does not interpret their content.
 * Requires Kafka Connect 4.1 or later.
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
        Config validation = new Config(FileFeedOptions.ALL.definition(given).validate(given));
        WorkerRequirements.validate(given, validation);
        FileFeedOptions.ALL
                .unknown(given)
                .forEach(option -> WorkerRequirements.addError(
                        validation,
                        option,
                        given.get(option),
                        "is not an option of a feed in the list feeds; a feed can have "
                                + FileFeedOptions.ALL.describe()));
        if (validation.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            validateArchives(new FileSourceConfig(given), validation);
        }
        return validation;
    }

    private static void validateArchives(FileSourceConfig config, Config validation) {
        Path inbox = config.inbox();
        for (Feed feed : config.feeds()) {
            Path archive = feed.archive();
            if (feed.onFinish() == FinishedFileAction.ARCHIVE
                    && (archive.startsWith(inbox) || inbox.startsWith(archive))) {
                WorkerRequirements.addError(
                        validation,
                        config.option(feed.name(), FileSourceConfig.ARCHIVE_DIRECTORY),
                        archive,
                        "(" + archive + ") and the inbox (" + inbox + ") must not be inside one another: archived"
                                + " files would be found and published again");
            }
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

    /** Does not depend on the files in the inbox, so new files never restart tasks. */
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

    /** Rejects setting offsets: a wrong one would dispose of files that were never published. */
    @Override
    public boolean alterOffsets(Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (offsets.values().stream().anyMatch(Objects::nonNull)) {
            throw new ConnectException("The offsets of this connector cannot be set. They can be reset with"
                    + " DELETE /connectors/<name>/offsets; all files in the inbox are then published again.");
        }
        return true;
    }

    /** With any options: the records of a poll and their offsets are committed in one transaction. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
