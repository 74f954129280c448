package dev.wherry.s3;

import static dev.wherry.connect.batch.BatchOptions.*;
import static dev.wherry.connect.schedule.ScheduleOptions.DAYS_FROM;
import static dev.wherry.s3.S3SourceConfig.*;

import dev.wherry.connect.config.FeedOptions;
import dev.wherry.connect.config.FileRulesValidator;
import dev.wherry.connect.schedule.Days;
import dev.wherry.connect.schedule.ScheduleOptions;
import dev.wherry.s3.feed.FinishedAction;
import dev.wherry.s3.feed.S3Feed;
import dev.wherry.s3.store.StoreConfig;
import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.source.KeyTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The connector's options as they are given. */
final class S3FeedOptions extends AbstractConfig {
    static final FeedOptions FEED_OPTIONS = new FeedOptions(
            DEFINITION,
            FEEDS,
            DEFINITION.names().stream()
                    .filter(option -> !List.of(FEEDS, BATCH_MAX_RECORDS, BATCH_MAX_BYTES, EVENT_MAX_BYTES)
                            .contains(option))
                    .sorted()
                    .toList());

    S3FeedOptions(Map<String, String> properties) {
        super(FEED_OPTIONS.definition(properties), properties, false);
    }

    /** Those of this task, in turn. */
    List<S3Feed> feeds() {
        int task = number(TASK, 0);
        int tasks = number(TASKS, 1);
        List<String> names = getList(FEEDS);
        return IntStream.range(0, names.size())
                .filter(i -> i % tasks == task)
                .mapToObj(i -> feed(names.get(i)))
                .toList();
    }

    private int number(String option, int absent) {
        Object value = originals().get(option);
        return value == null ? absent : Integer.parseInt(value.toString());
    }

    /** @throws ConfigException if options do not fit each other */
    private S3Feed feed(String name) {
        KeyTemplate keys = new KeyTemplate(text(name, KEY));
        Optional<Days> days = days(name, keys);
        String bucket = text(name, BUCKET);
        require(!bucket.isEmpty(), name, BUCKET, "is missing");
        FinishedAction finished = FinishedAction.ofLabel(text(name, ON_FINISH));
        String tag = text(name, FINISH_TAG);
        require(
                finished != FinishedAction.TAG || tag.indexOf('=') > 0,
                name,
                FINISH_TAG,
                "must be name=value for on.finish=tag");
        String moveTo = text(name, FINISH_MOVE_TO);
        require(
                finished != FinishedAction.MOVE || (!moveTo.isEmpty() && !isListed(moveTo, keys, days)),
                name,
                FINISH_MOVE_TO,
                "must be a prefix outside of what is listed: moved objects would be listed and published again");
        return new S3Feed(
                name,
                new FileNamePatterns(
                        FileRulesValidator.rules(option(name, FILES), text(name, FILES)),
                        getList(option(name, IGNORE))),
                getBoolean(option(name, DOCUMENT_RECEIPTS)),
                store(name, bucket),
                keys,
                Duration.ofMillis(getLong(option(name, LISTING_WINDOW_MS))),
                finished,
                tag,
                moveTo,
                getInt(option(name, PARALLEL)),
                days,
                ScheduleOptions.schedule(option -> given(name, option)));
    }

    /** Whether a moved object could match the keys. */
    private static boolean isListed(String moveTo, KeyTemplate keys, Optional<Days> days) {
        String text = keys.text();
        int wildcard = IntStream.of(text.indexOf('*'), text.indexOf('{'))
                .filter(index -> index >= 0)
                .min()
                .orElse(text.length());
        String prefix = text.substring(0, wildcard);
        return moveTo.startsWith(prefix) || (days.isPresent() && prefix.isEmpty());
    }

    private StoreConfig store(String feed, String bucket) {
        boolean anonymous = getBoolean(option(feed, ANONYMOUS));
        String accessKey = text(feed, ACCESS_KEY);
        String secretKey = getPassword(option(feed, SECRET_KEY)).value();
        require(!anonymous || accessKey.isEmpty(), feed, ACCESS_KEY, "does not apply to anonymous access");
        require(
                accessKey.isEmpty() == secretKey.isEmpty(),
                feed,
                SECRET_KEY,
                "and access.key must both be given, or neither");
        String endpoint = text(feed, ENDPOINT);
        String pathStyle = text(feed, PATH_STYLE);
        return new StoreConfig(
                bucket,
                endpoint,
                text(feed, REGION),
                pathStyle.isEmpty() ? !endpoint.isEmpty() : Boolean.parseBoolean(pathStyle),
                anonymous,
                accessKey,
                secretKey,
                getPassword(option(feed, SESSION_TOKEN)).value());
    }

    private Optional<Days> days(String feed, KeyTemplate keys) {
        String from = text(feed, DAYS_FROM);
        require(
                keys.hasDay() != from.isEmpty(),
                feed,
                DAYS_FROM,
                keys.hasDay()
                        ? "is missing, although the key has a day"
                        : "does not apply, because the key has no {day}");
        require(
                keys.hasDay() || text(feed, ScheduleOptions.BACKFILL).isEmpty(),
                feed,
                ScheduleOptions.BACKFILL,
                "does not apply, because the key has no {day}");
        return ScheduleOptions.days(option -> given(feed, option));
    }

    private void require(boolean condition, String feed, String option, String fault) {
        if (!condition) {
            throw new ConfigException(FeedOptions.of(feed, option) + " " + fault);
        }
    }

    private String text(String feed, String option) {
        return getString(option(feed, option));
    }

    /** Of any type, as text. */
    private String given(String feed, String option) {
        return String.valueOf(get(option(feed, option)));
    }

    /** The feed's own option if it is given, otherwise the one of all feeds. */
    private String option(String feed, String option) {
        String own = FeedOptions.of(feed, option);
        return get(own) == null ? option : own;
    }
}
