package dev.wherry.source;

import dev.wherry.connect.config.TaskConfigs;
import dev.wherry.connect.config.Version;
import dev.wherry.connect.config.WorkerRequirements;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.source.discover.ShardAssignment;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.feed.FinishedFileAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Publishes the event files of an inbox to raw topics, unchanged and exactly once. It does not interpret their content.
 * Requires Kafka Connect 4.1 or later.
 */
public final class FileSourceConnector extends SourceConnector {
    private static final TaskConfigs TASK_CONFIGS = new TaskConfigs(FileSourceConfig.TASK, FileSourceConfig.TASKS);

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
        Config validation = FileFeedOptions.ALL.validate(given);
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
        return TASK_CONFIGS.of(properties, tasks);
    }

    @Override
    public void stop() {}

    /** Rejects setting offsets: a wrong one would dispose of files that were never published. */
    @Override
    public boolean alterOffsets(Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
        StoredOffsets.requireReset(offsets, "all files in the inbox are");
        return true;
    }

    /** With any options: the records of a poll and their offsets are committed in one transaction. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
