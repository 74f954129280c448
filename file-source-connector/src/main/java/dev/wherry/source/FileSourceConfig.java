package dev.wherry.source;

import dev.wherry.source.discover.NamePatterns;
import dev.wherry.source.discover.ShardAssignment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The connector's options. */
final class FileSourceConfig extends AbstractConfig {
    static final String INBOX = "inbox";
    static final String FEEDS = "feeds";
    static final String DOCUMENT_PATTERNS = "document.patterns";
    static final String LINES_PATTERNS = "lines.patterns";
    static final String ON_FINISH = "on.finish";
    static final String ARCHIVE_DIRECTORY = "archive.directory";
    static final String LINES_FINISHED_AFTER_MS = "lines.finished.after.ms";
    static final String QUIET_PERIOD_MS = "quiet.period.ms";
    static final String RESCAN_INTERVAL_MS = "rescan.interval.ms";
    static final String BATCH_MAX_RECORDS = "batch.max.records";
    static final String BATCH_MAX_BYTES = "batch.max.bytes";
    static final String EVENT_MAX_BYTES = "event.max.bytes";

    /** Set by the connector for each of its tasks. */
    static final String TASK = "wherry.task";

    static final String TASKS = "wherry.tasks";

    private static final String DEFAULT_ARCHIVE = "";
    private static final String ARCHIVE_SUFFIX = "-archive";
    /** Long enough for anybody, and short enough to be counted in nanoseconds. */
    private static final long LONGEST_MILLIS = Duration.ofDays(3650).toMillis();

    private static final int MOST_RECORDS = 50_000;
    private static final int MOST_BYTES = 256 * 1024 * 1024;
    private static final int MOST_EVENT_BYTES = 64 * 1024 * 1024;

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    INBOX,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    DirectoryValidators.REQUIRED,
                    Importance.HIGH,
                    "The directory that holds a directory for each feed. The worker must be allowed to read it and, unless"
                            + " files are kept, to rename and delete in it.")
            .define(
                    FEEDS,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    FeedNameValidator.VALIDATOR,
                    Importance.HIGH,
                    "The feeds, each a directory directly below the inbox; all directories below it belong to it. The events"
                            + " of a feed go to the topic raw.<feed>. A directory that is missing is made.")
            .define(
                    DOCUMENT_PATTERNS,
                    ConfigDef.Type.LIST,
                    List.of("*.json"),
                    GlobValidator.VALIDATOR,
                    Importance.MEDIUM,
                    "Names of files that hold one JSON document each. Hidden files, and names that match no pattern, are no"
                            + " events.")
            .define(
                    LINES_PATTERNS,
                    ConfigDef.Type.LIST,
                    List.of("*.ndjson", "*.jsonl"),
                    GlobValidator.VALIDATOR,
                    Importance.MEDIUM,
                    "Names of files that hold one JSON document a line and are followed as they grow. A file that is renamed"
                            + " goes on being followed if its new name matches, too. A name that also matches"
                            + " document.patterns is a document's.")
            .define(
                    ON_FINISH,
                    ConfigDef.Type.STRING,
                    OnFinish.ARCHIVE.label(),
                    ConfigDef.ValidString.in(OnFinish.labels().toArray(String[]::new)),
                    Importance.MEDIUM,
                    "What becomes of a file when its records are committed: archive moves it to archive.directory, delete"
                            + " deletes it, keep leaves it where it is.")
            .define(
                    ARCHIVE_DIRECTORY,
                    ConfigDef.Type.STRING,
                    DEFAULT_ARCHIVE,
                    DirectoryValidators.OPTIONAL,
                    Importance.MEDIUM,
                    "Where finished files go, each under its path in the inbox. Must be on the inbox's file system and not"
                            + " inside the inbox. If empty: the inbox's name with -archive, beside the inbox.")
            .define(
                    LINES_FINISHED_AFTER_MS,
                    ConfigDef.Type.LONG,
                    -1L,
                    ConfigDef.Range.between(-1L, LONGEST_MILLIS),
                    Importance.LOW,
                    "A file of lines that has not changed for so long, and is published as a whole, is finished. With -1 it"
                            + " never is: it stays in the inbox and is followed.")
            .define(
                    QUIET_PERIOD_MS,
                    ConfigDef.Type.LONG,
                    10_000L,
                    ConfigDef.Range.between(0L, LONGEST_MILLIS),
                    Importance.MEDIUM,
                    "A document that is incomplete, or a last line without an end, is published as it stands after so long"
                            + " without a change.")
            .define(
                    RESCAN_INTERVAL_MS,
                    ConfigDef.Type.LONG,
                    10_000L,
                    ConfigDef.Range.between(1L, LONGEST_MILLIS),
                    Importance.LOW,
                    "How often the inbox is searched for what the watch missed. Never more than a tenth of the time is spent"
                            + " on it.")
            .define(
                    BATCH_MAX_RECORDS,
                    ConfigDef.Type.INT,
                    5000,
                    ConfigDef.Range.between(1, MOST_RECORDS),
                    Importance.LOW,
                    "At most so many events are published in one transaction.")
            .define(
                    BATCH_MAX_BYTES,
                    ConfigDef.Type.INT,
                    8 * 1024 * 1024,
                    ConfigDef.Range.between(1, MOST_BYTES),
                    Importance.LOW,
                    "A transaction takes no further event once it holds so many bytes.")
            .define(
                    EVENT_MAX_BYTES,
                    ConfigDef.Type.INT,
                    1_000_000,
                    ConfigDef.Range.between(1, MOST_EVENT_BYTES),
                    Importance.LOW,
                    "Of a longer event only the first bytes are published, to be quarantined. If raised above a million,"
                            + " raise the producer's max.request.size (producer.override.max.request.size) and the topics'"
                            + " max.message.bytes, too.");

    FileSourceConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    Path inbox() {
        return Path.of(getString(INBOX)).toAbsolutePath().normalize();
    }

    List<String> feeds() {
        return getList(FEEDS);
    }

    NamePatterns patterns() {
        return new NamePatterns(getList(DOCUMENT_PATTERNS), getList(LINES_PATTERNS));
    }

    OnFinish onFinish() {
        return OnFinish.ofLabel(getString(ON_FINISH));
    }

    Path archiveDirectory() {
        String directory = getString(ARCHIVE_DIRECTORY);
        if (!directory.equals(DEFAULT_ARCHIVE)) {
            return Path.of(directory).toAbsolutePath().normalize();
        }
        return inbox().resolveSibling(inbox().getFileName() + ARCHIVE_SUFFIX);
    }

    /** Negative for never. */
    Duration linesFinishedAfter() {
        return Duration.ofMillis(getLong(LINES_FINISHED_AFTER_MS));
    }

    Duration quietPeriod() {
        return Duration.ofMillis(getLong(QUIET_PERIOD_MS));
    }

    Duration rescanInterval() {
        return Duration.ofMillis(getLong(RESCAN_INTERVAL_MS));
    }

    int batchMaxRecords() {
        return getInt(BATCH_MAX_RECORDS);
    }

    int batchMaxBytes() {
        return getInt(BATCH_MAX_BYTES);
    }

    int eventMaxBytes() {
        return getInt(EVENT_MAX_BYTES);
    }

    ShardAssignment share() {
        Object task = originals().getOrDefault(TASK, "0");
        Object tasks = originals().getOrDefault(TASKS, "1");
        return new ShardAssignment(Integer.parseInt(task.toString()), Integer.parseInt(tasks.toString()));
    }
}
