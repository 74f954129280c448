package dev.wherry.source;

import dev.wherry.connect.config.FeedNameValidator;
import dev.wherry.connect.config.FeedOptions;
import dev.wherry.connect.config.FileRulesValidator;
import dev.wherry.connect.config.GlobValidator;
import dev.wherry.source.discover.ShardAssignment;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.feed.FinishedFileAction;
import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.FileRules;
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
    static final String FILES = "files";
    static final String IGNORE = "ignore";
    static final String ON_FINISH = "on.finish";
    static final String ARCHIVE_DIRECTORY = "archive.directory";
    static final String FINISHED_AFTER_MS = "finished.after.ms";
    static final String REMOVE_EMPTY_DIRECTORIES_AFTER_MS = "remove.empty.directories.after.ms";
    static final String DOCUMENT_RECEIPTS = "document.receipts";
    static final String QUIET_PERIOD_MS = "quiet.period.ms";
    static final String RESCAN_INTERVAL_MS = "rescan.interval.ms";
    static final String BATCH_MAX_RECORDS = "batch.max.records";
    static final String BATCH_MAX_BYTES = "batch.max.bytes";
    static final String EVENT_MAX_BYTES = "event.max.bytes";

    /** The number of the task, from 0. The connector sets it for each task. */
    static final String TASK = "wherry.task";

    /** The number of tasks. The connector sets it for each task. */
    static final String TASKS = "wherry.tasks";

    private static final long NEVER = -1L;
    private static final String DEFAULT_ARCHIVE = "";
    private static final String ARCHIVE_SUFFIX = "-archive";
    /** Ten years, which fits into a long as nanoseconds. */
    private static final long MAX_MILLIS = Duration.ofDays(3650).toMillis();

    private static final long MIN_REMOVAL_MILLIS = 1_000L;

    private static final int MAX_BATCH_RECORDS = 50_000;
    private static final int MAX_BATCH_BYTES = 256 * 1024 * 1024;
    private static final int MAX_EVENT_BYTES = 64 * 1024 * 1024;

    /** A file may be put back into its directory right after it was moved to the archive. */
    private static final ConfigDef.Validator REMOVAL_TIME = ConfigDef.LambdaValidator.with(
            (option, value) -> {
                if (!Long.valueOf(NEVER).equals(value)) {
                    ConfigDef.Range.between(MIN_REMOVAL_MILLIS, MAX_MILLIS).ensureValid(option, value);
                }
            },
            () -> NEVER + ", or from " + MIN_REMOVAL_MILLIS + " to " + MAX_MILLIS);

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    INBOX,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    DirectoryValidators.REQUIRED,
                    Importance.HIGH,
                    "The directory that contains one directory per feed. The worker needs permission to read it"
                            + " and, unless on.finish is keep, to rename and delete files in it.")
            .define(
                    FEEDS,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    FeedNameValidator.VALIDATOR,
                    Importance.HIGH,
                    "The feeds. Each is a directory in the inbox and includes all its subdirectories. Its events"
                            + " are published to the topic raw.<feed>. Missing feed directories are created.")
            .define(
                    FILES,
                    ConfigDef.Type.STRING,
                    FileRules.toJson(FileRule.DEFAULTS),
                    FileRulesValidator.VALIDATOR,
                    Importance.MEDIUM,
                    "How the files of certain names are split into events: a JSON list, as files in a feed file. The"
                            + " first entry whose names match decides. Each feed can have its own, as"
                            + " feed.<feed>.files.")
            .define(
                    IGNORE,
                    ConfigDef.Type.LIST,
                    FileNamePatterns.DEFAULT_IGNORED,
                    GlobValidator.VALIDATOR,
                    Importance.LOW,
                    "Patterns of names of files and directories that are left alone without being counted in"
                            + " files-ignored, even if files has an entry for them. So are hidden ones, always. Each feed"
                            + " can have its own, as feed.<feed>.ignore.")
            .define(
                    ON_FINISH,
                    ConfigDef.Type.STRING,
                    FinishedFileAction.ARCHIVE.label(),
                    ConfigDef.ValidString.in(FinishedFileAction.labels().toArray(String[]::new)),
                    Importance.MEDIUM,
                    "What happens to a file once its records are committed: archive moves it to archive.directory,"
                            + " delete deletes it, keep leaves it in the inbox. Each feed can have its own, as"
                            + " feed.<feed>.on.finish.")
            .define(
                    ARCHIVE_DIRECTORY,
                    ConfigDef.Type.STRING,
                    DEFAULT_ARCHIVE,
                    DirectoryValidators.OPTIONAL,
                    Importance.MEDIUM,
                    "The directory that finished files are moved to, under their path in the inbox. It must be outside"
                            + " the inbox. If empty: a directory next to the inbox, named like it with the suffix"
                            + " -archive. Each feed can have its own, as feed.<feed>.archive.directory.")
            .define(
                    FINISHED_AFTER_MS,
                    ConfigDef.Type.LONG,
                    NEVER,
                    ConfigDef.Range.between(NEVER, MAX_MILLIS),
                    Importance.LOW,
                    "A file of lines or rows, which may grow, is finished when all of it is published and it has not"
                            + " changed for this time. With -1 it is never finished: it stays in the inbox and is"
                            + " tailed. Each feed can have its own, as feed.<feed>.finished.after.ms.")
            .define(
                    REMOVE_EMPTY_DIRECTORIES_AFTER_MS,
                    ConfigDef.Type.LONG,
                    NEVER,
                    REMOVAL_TIME,
                    Importance.LOW,
                    "A directory below that of a feed is removed once it is empty and has not changed for this time, at"
                            + " least 1000. With -1 none is removed. Each feed can have its own, as"
                            + " feed.<feed>.remove.empty.directories.after.ms.")
            .define(
                    DOCUMENT_RECEIPTS,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether files that are one document get receipts. Other files always do. Each feed can have its"
                            + " own, as feed.<feed>.document.receipts.")
            .define(
                    QUIET_PERIOD_MS,
                    ConfigDef.Type.LONG,
                    10_000L,
                    ConfigDef.Range.between(0L, MAX_MILLIS),
                    Importance.MEDIUM,
                    "An incomplete document, or a last line without a line end, is published as it is after this"
                            + " time without a change.")
            .define(
                    RESCAN_INTERVAL_MS,
                    ConfigDef.Type.LONG,
                    10_000L,
                    ConfigDef.Range.between(1L, MAX_MILLIS),
                    Importance.LOW,
                    "How often the inbox is rescanned for files that the watch missed. Rescans use at most a tenth"
                            + " of the task's time.")
            .define(
                    BATCH_MAX_RECORDS,
                    ConfigDef.Type.INT,
                    5000,
                    ConfigDef.Range.between(1, MAX_BATCH_RECORDS),
                    Importance.LOW,
                    "The maximum number of events per transaction.")
            .define(
                    BATCH_MAX_BYTES,
                    ConfigDef.Type.INT,
                    8 * 1024 * 1024,
                    ConfigDef.Range.between(1, MAX_BATCH_BYTES),
                    Importance.LOW,
                    "A transaction is closed once its events have this total size.")
            .define(
                    EVENT_MAX_BYTES,
                    ConfigDef.Type.INT,
                    1_000_000,
                    ConfigDef.Range.between(1, MAX_EVENT_BYTES),
                    Importance.LOW,
                    "The maximum size of an event. Only the first bytes of a longer event are published, to be"
                            + " quarantined. If you raise it above 1000000, raise the producer's max.request.size"
                            + " (producer.override.max.request.size) and the topics' max.message.bytes, too.");

    private final List<Feed> feeds;

    FileSourceConfig(Map<String, String> properties) {
        super(FileFeedOptions.ALL.definition(properties), properties, false);
        feeds = getList(FEEDS).stream().map(this::feed).toList();
    }

    Path inbox() {
        return Path.of(getString(INBOX)).toAbsolutePath().normalize();
    }

    List<Feed> feeds() {
        return feeds;
    }

    private Feed feed(String name) {
        String files = option(name, FILES);
        return Feed.of(
                name,
                new FileNamePatterns(FileRulesValidator.rules(files, getString(files)), getList(option(name, IGNORE))),
                Duration.ofMillis(getLong(option(name, FINISHED_AFTER_MS))),
                FinishedFileAction.ofLabel(getString(option(name, ON_FINISH))),
                archiveDirectory(getString(option(name, ARCHIVE_DIRECTORY))),
                Duration.ofMillis(getLong(option(name, REMOVE_EMPTY_DIRECTORIES_AFTER_MS))),
                getBoolean(option(name, DOCUMENT_RECEIPTS)));
    }

    /** The names that are left alone in the inbox itself. */
    FileNamePatterns ignoredOutsideFeeds() {
        return new FileNamePatterns(List.of(), getList(IGNORE));
    }

    /** The feed's own option if it is given, otherwise the one of all feeds. */
    String option(String feed, String option) {
        String own = FeedOptions.of(feed, option);
        return get(own) == null ? option : own;
    }

    private Path archiveDirectory(String directory) {
        return directory.equals(DEFAULT_ARCHIVE)
                ? inbox().resolveSibling(inbox().getFileName() + ARCHIVE_SUFFIX)
                : Path.of(directory).toAbsolutePath().normalize();
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

    ShardAssignment shardAssignment() {
        Object task = originals().getOrDefault(TASK, "0");
        Object tasks = originals().getOrDefault(TASKS, "1");
        return new ShardAssignment(Integer.parseInt(task.toString()), Integer.parseInt(tasks.toString()));
    }
}
