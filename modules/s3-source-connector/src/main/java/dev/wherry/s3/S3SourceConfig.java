package dev.wherry.s3;

import dev.wherry.connect.batch.BatchOptions;
import dev.wherry.connect.config.FeedNameValidator;
import dev.wherry.connect.config.FileRulesValidator;
import dev.wherry.connect.config.GlobValidator;
import dev.wherry.connect.config.TextValidators;
import dev.wherry.connect.schedule.ScheduleOptions;
import dev.wherry.s3.feed.FinishedAction;
import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.FileRules;
import dev.wherry.wire.source.KeyTemplate;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The definition of the connector's options. */
final class S3SourceConfig {
    static final String FEEDS = "feeds";
    static final String FILES = "files";
    static final String IGNORE = "ignore";
    static final String DOCUMENT_RECEIPTS = "document.receipts";
    static final String BUCKET = "bucket";
    static final String KEY = "key";
    static final String ENDPOINT = "endpoint";
    static final String REGION = "region";
    static final String PATH_STYLE = "path.style";
    static final String ANONYMOUS = "anonymous";
    static final String ACCESS_KEY = "access.key";
    static final String SECRET_KEY = "secret.key";
    static final String SESSION_TOKEN = "session.token";
    static final String LISTING_WINDOW_MS = "listing.window.ms";
    static final String ON_FINISH = "on.finish";
    static final String FINISH_TAG = "finish.tag";
    static final String FINISH_MOVE_TO = "finish.move.to";
    static final String PARALLEL = "parallel";

    /** The number of the task, from 0, and of all tasks. The connector sets both for each task. */
    static final String TASK = "wherry.task";

    static final String TASKS = "wherry.tasks";

    private static final int MAX_PARALLEL = 64;

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    FEEDS,
                    Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    FeedNameValidator.VALIDATOR,
                    Importance.HIGH,
                    "The feeds. The events of each are published to the topic raw.<feed>. Every option below but the"
                            + " batch.* ones and event.max.bytes can be set for one feed, as feed.<feed>.<option>.")
            .define(
                    BUCKET,
                    Type.STRING,
                    "",
                    Importance.HIGH,
                    "The bucket. Required for each feed that has none of its own.")
            .define(
                    KEY,
                    Type.STRING,
                    KeyTemplate.ALL.text(),
                    TextValidators.of("a key, with {day}, * and **", KeyTemplate::new),
                    Importance.HIGH,
                    "Which keys belong to the feed: * stands for any characters but /, ** for any characters, {day} for"
                            + " the day as 2019-04-01, and {day:yyyy/MM/dd} for the day in another form. What precedes"
                            + " the first * is the prefix that is listed.")
            .define(
                    ENDPOINT,
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "The address of the store, such as http://minio:9000. If empty: AWS.")
            .define(REGION, Type.STRING, "us-east-1", Importance.MEDIUM, "The region of the bucket.")
            .define(
                    PATH_STYLE,
                    Type.STRING,
                    "",
                    ConfigDef.ValidString.in("", "true", "false"),
                    Importance.LOW,
                    "Whether the bucket is part of the path instead of the host name. If empty: true with an endpoint.")
            .define(ANONYMOUS, Type.BOOLEAN, false, Importance.MEDIUM, "Whether requests are not signed.")
            .define(
                    ACCESS_KEY,
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "The id of the access key. If empty: the usual chain of the AWS SDK on the worker (variables,"
                            + " profile, role of the container or machine).")
            .define(
                    SECRET_KEY,
                    Type.PASSWORD,
                    "",
                    Importance.MEDIUM,
                    "The secret access key. Write a reference, such as ${env:S3_SECRET}.")
            .define(SESSION_TOKEN, Type.PASSWORD, "", Importance.LOW, "The session token of temporary credentials.")
            .define(
                    FILES,
                    Type.STRING,
                    FileRules.toJson(FileRule.DEFAULTS),
                    FileRulesValidator.VALIDATOR,
                    Importance.MEDIUM,
                    "How objects are split into events, by the last part of their keys: a JSON list, as files in a feed"
                            + " file. The first entry whose names match decides.")
            .define(
                    IGNORE,
                    Type.LIST,
                    FileNamePatterns.DEFAULT_IGNORED,
                    GlobValidator.VALIDATOR,
                    Importance.LOW,
                    "Patterns of the last part of keys that are left alone without being counted in files-ignored. So"
                            + " are names that start with a dot, always.")
            .define(
                    DOCUMENT_RECEIPTS,
                    Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether objects that are one document get receipts. Other objects always do.")
            .define(
                    LISTING_WINDOW_MS,
                    Type.LONG,
                    Duration.ofHours(1).toMillis(),
                    ConfigDef.Range.between(0, ScheduleOptions.MAX_MILLIS),
                    Importance.LOW,
                    "How long an object may take from its modification time until it is listed. Uploads in several parts"
                            + " have the time at which they began. What is modified within this time is remembered.")
            .define(
                    ON_FINISH,
                    Type.STRING,
                    FinishedAction.KEEP.label(),
                    ConfigDef.ValidString.in(FinishedAction.labels().toArray(String[]::new)),
                    Importance.MEDIUM,
                    "What happens to an object once its records are committed: keep, tag, move or delete.")
            .define(FINISH_TAG, Type.STRING, "", Importance.LOW, "The tag for on.finish=tag, as name=value.")
            .define(
                    FINISH_MOVE_TO,
                    Type.STRING,
                    "",
                    Importance.LOW,
                    "The prefix that on.finish=move puts before the key. It must be outside of what is listed.")
            .define(
                    PARALLEL,
                    Type.INT,
                    8,
                    ConfigDef.Range.between(1, MAX_PARALLEL),
                    Importance.LOW,
                    "The maximum number of requests of a feed at the same time.");

    static {
        ScheduleOptions.define(DEFINITION);
        BatchOptions.define(DEFINITION);
    }

    private S3SourceConfig() {}
}
