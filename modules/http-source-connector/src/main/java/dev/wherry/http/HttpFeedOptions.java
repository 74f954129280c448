package dev.wherry.http;

import static dev.wherry.connect.batch.BatchOptions.*;
import static dev.wherry.connect.schedule.ScheduleOptions.DAYS_FROM;
import static dev.wherry.http.ConnectionOptions.*;
import static dev.wherry.http.HttpSourceConfig.*;

import dev.wherry.connect.config.FeedOptions;
import dev.wherry.connect.config.References;
import dev.wherry.connect.schedule.Days;
import dev.wherry.connect.schedule.ScheduleOptions;
import dev.wherry.http.client.RetryPolicy;
import dev.wherry.http.feed.HttpFeed;
import dev.wherry.wire.source.RequestTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The connector's options as they are given. */
final class HttpFeedOptions extends AbstractConfig {
    static final FeedOptions FEED_OPTIONS = new FeedOptions(
            DEFINITION,
            FEEDS,
            DEFINITION.names().stream()
                    .filter(option -> !List.of(FEEDS, BATCH_MAX_RECORDS, BATCH_MAX_BYTES, EVENT_MAX_BYTES)
                            .contains(option))
                    .sorted()
                    .toList(),
            NAMED);

    HttpFeedOptions(Map<String, String> properties) {
        super(FEED_OPTIONS.definition(properties), properties, false);
    }

    /**
     * Those of this task, in turn.
     *
     * @throws ConfigException if options do not fit each other, or contain references: a worker whose variables have changed
     *     starts a connector without validating it again
     */
    List<HttpFeed> feeds() {
        References.unresolved(originalsStrings()).forEach((option, fault) -> {
            throw new ConfigException(option + " " + fault);
        });
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
    private HttpFeed feed(String name) {
        FeedValues values = new FeedValues(this, name);
        RequestOptions request = new RequestOptions(values);
        Optional<Days> days = days(values, request);
        String eachName = values.text(EACH_NAME);
        List<String> each = values.list(EACH_VALUES);
        values.require(
                eachName.isEmpty() == each.isEmpty(), EACH_VALUES, "and each.name must both be given, or neither");
        return new HttpFeed(
                name,
                request.home(),
                request.requests(),
                values.text(ITEMS),
                each,
                new ClientOptions(values).config(),
                retries(values),
                values.text(RATE),
                values.integer(PARALLEL),
                days,
                ScheduleOptions.schedule(values::given),
                values.text(ScheduleOptions.ASKED));
    }

    private static Optional<Days> days(FeedValues values, RequestOptions request) {
        boolean hasDay =
                request.placeholders().stream().anyMatch(each -> each.name().equals(RequestTemplate.DAY));
        values.require(
                hasDay != values.text(DAYS_FROM).isEmpty(),
                DAYS_FROM,
                hasDay ? "is missing, although requests have a day" : "does not apply, because no request has {day}");
        return ScheduleOptions.days(values::given);
    }

    private static RetryPolicy retries(FeedValues values) {
        return new RetryPolicy(
                values.list(RETRY_STATUS).stream().map(Integer::valueOf).collect(Collectors.toSet()),
                values.integer(RETRY_TIMES),
                Duration.ofMillis(values.number(RETRY_WITHIN_MS)),
                Duration.ofMillis(values.number(RETRY_WAIT_MS)));
    }

    /** The values of one feed: its own if they are given, otherwise those of all feeds. */
    record FeedValues(AbstractConfig options, String feed) {
        private String option(String option) {
            String own = FeedOptions.of(feed, option);
            return options.values().get(own) == null ? option : own;
        }

        String text(String option) {
            return options.getString(option(option));
        }

        /** Without space around it, which files of secrets often have. */
        String secret(String option) {
            return options.getPassword(option(option)).value().strip();
        }

        List<String> list(String option) {
            return options.getList(option(option));
        }

        int integer(String option) {
            return options.getInt(option(option));
        }

        long number(String option) {
            return options.getLong(option(option));
        }

        /** Of any type, as text. */
        String given(String option) {
            return String.valueOf(options.values().get(option(option)));
        }

        /** Those that start with a prefix. */
        Map<String, String> named(String prefix) {
            return FeedOptions.named(feed, prefix, options.originalsStrings());
        }

        void require(boolean condition, String option, String fault) {
            if (!condition) {
                throw new ConfigException(FeedOptions.of(feed, option) + " " + fault);
            }
        }
    }
}
