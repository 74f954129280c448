package dev.wherry.operations.connectors;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.contracts.FeedSettings.OnFinish;
import dev.wherry.contracts.FeedSource;
import dev.wherry.wire.Topics;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.FileRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configurations of the connectors, as they are posted to any Connect cluster. */
public final class ConnectorConfigs {
    public static final String SOURCE = "wherry-files";
    public static final String S3 = "wherry-s3";
    public static final String HTTP = "wherry-http";
    public static final String SINK = "wherry-warehouse";

    /** Every connector that reads events. */
    public static final List<String> SOURCES = List.of(SOURCE, S3, HTTP);

    /** The class of the source connector. */
    public static final String SOURCE_CLASS = "dev.wherry.source.FileSourceConnector";

    /** The class of the source connector for S3-compatible stores. */
    public static final String S3_CLASS = "dev.wherry.s3.S3SourceConnector";

    /** The class of the source connector for paged HTTP APIs. */
    public static final String HTTP_CLASS = "dev.wherry.http.HttpSourceConnector";

    /** The class of the sink connector. */
    public static final String SINK_CLASS = "dev.wherry.sink.PostgresSinkConnector";

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private ConnectorConfigs() {}

    /** Directory paths are those on the workers. */
    public static Map<String, String> source(Catalog catalog, String inbox, String archive, ConnectorsConfig choices) {
        Map<String, String> config = converters();
        config.put("connector.class", SOURCE_CLASS);
        putSource(choices, config);
        config.put("inbox", inbox);
        config.put("feeds", String.join(",", catalog.inboxFeeds()));
        config.put("on.finish", choices.onFinish());
        if (archives(catalog, choices)) {
            config.put("archive.directory", archive);
        }
        config.put("quiet.period.ms", String.valueOf(choices.quietPeriod().toMillis()));
        catalog.inboxFeeds().forEach(feed -> putFeed(catalog.feed(feed), config));
        config.putAll(choices.sourceOverrides());
        return config;
    }

    /** What every source has. */
    private static void putSource(ConnectorsConfig choices, Map<String, String> config) {
        config.put("tasks.max", String.valueOf(choices.sourceTasks()));
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "poll");
        config.put("producer.override.compression.type", "lz4");
        config.put("producer.override.batch.size", String.valueOf(128 << 10));
        config.put("producer.override.linger.ms", "5");
        // an idempotent producer, which exactly-once requires, keeps the order of up to five requests in flight
        config.put("producer.override.max.in.flight.requests.per.connection", "2");
    }

    /** The sources that the feeds need, by the names of their connectors. Directory paths are those on the workers. */
    public static Map<String, Map<String, String>> sources(
            Catalog catalog, String inbox, String archive, ConnectorsConfig choices) {
        Map<String, Map<String, String>> sources = new LinkedHashMap<>();
        if (!catalog.inboxFeeds().isEmpty()) {
            sources.put(SOURCE, source(catalog, inbox, archive, choices));
        }
        if (!catalog.s3Feeds().isEmpty()) {
            sources.put(S3, beyondTheDisk(S3_CLASS, catalog, catalog.s3Feeds(), choices));
        }
        if (!catalog.httpFeeds().isEmpty()) {
            sources.put(HTTP, beyondTheDisk(HTTP_CLASS, catalog, catalog.httpFeeds(), choices));
        }
        return sources;
    }

    private static Map<String, String> beyondTheDisk(
            String connectorClass,
            Catalog catalog,
            SortedMap<String, ? extends FeedSource> feeds,
            ConnectorsConfig choices) {
        Map<String, String> config = converters();
        config.put("connector.class", connectorClass);
        putSource(choices, config);
        config.put("feeds", String.join(",", feeds.keySet()));
        feeds.forEach((feed, source) -> {
            putFeed(catalog.feed(feed), config);
            FeedSource chosen = choices.days()
                    .filter(days -> source.hasDays())
                    .map(days -> source.with(chosenDays(source, days)))
                    .orElse(source);
            chosen.options().forEach((option, value) -> config.put("feed." + feed + "." + option, value));
        });
        return config;
    }

    private static Map<String, String> chosenDays(FeedSource source, ConnectorsConfig.Days days) {
        Map<String, String> options = new TreeMap<>();
        options.put(FeedSource.DAYS_FROM, days.range().from().toString());
        options.put(FeedSource.DAYS_TO, days.range().to().toString());
        if (source instanceof FeedSource.Http) {
            // an API does not say what is new, so that days which are complete are asked for
            options.put("backfill", days.range().toString());
            options.put("asked", days.asked().toString());
        }
        return options;
    }

    /** What a feed file says. What it does not say is not set, so that the connector's own options decide. */
    private static void putFeed(FeedSettings feed, Map<String, String> config) {
        String prefix = "feed." + feed.name() + ".";
        if (!feed.rules().equals(FileRule.DEFAULTS)) {
            config.put(prefix + "files", FileRules.toJson(feed.rules()));
        }
        feed.ignored().ifPresent(names -> config.put(prefix + "ignore", String.join(",", names)));
        feed.finishedAfter().ifPresent(time -> config.put(prefix + "finished.after.ms", millis(time)));
        feed.onFinish().ifPresent(action -> config.put(prefix + "on.finish", action.label()));
        feed.archive().ifPresent(directory -> config.put(prefix + "archive.directory", directory));
        feed.removeEmptyDirectoriesAfter()
                .ifPresent(time -> config.put(prefix + "remove.empty.directories.after.ms", millis(time)));
        feed.documentReceipts()
                .ifPresent(receipts -> config.put(prefix + "document.receipts", String.valueOf(receipts)));
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    private static boolean archives(Catalog catalog, ConnectorsConfig choices) {
        return choices.onFinish().equals(OnFinish.ARCHIVE.label())
                || catalog.inboxFeeds().stream()
                        .anyMatch(feed -> catalog.feed(feed).onFinish().equals(Optional.of(OnFinish.ARCHIVE)));
    }

    /** The contracts directory is the path on the workers. */
    public static Map<String, String> sink(
            Catalog catalog, String contracts, String url, String user, String password, ConnectorsConfig choices) {
        Map<String, String> config = converters();
        config.put("connector.class", SINK_CLASS);
        config.put("tasks.max", String.valueOf(choices.sinkTasks()));
        config.put("topics", String.join(",", sinkTopics(catalog)));
        config.put("contracts", contracts);
        config.put("database.url", url);
        config.put("database.user", user);
        config.put("database.password", password);
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("consumer.override.max.poll.records", "5000");
        config.put("consumer.override.fetch.max.bytes", String.valueOf(8 << 20));
        config.putAll(choices.sinkOverrides());
        return config;
    }

    /** The topics that the sink reads. */
    public static List<String> sinkTopics(Catalog catalog) {
        List<String> topics = new ArrayList<>();
        for (Contract contract : catalog.contracts()) {
            contract.tables().forEach(table -> topics.add(table.topic()));
        }
        for (String feed : catalog.feeds()) {
            topics.add(Topics.invalid(feed));
        }
        topics.add(Topics.LEDGER);
        topics.add(Topics.RECEIPTS);
        topics.add(Topics.CONTRACTS);
        if (catalog.hasSnapshots()) {
            topics.add(Topics.FILES);
        }
        return topics;
    }

    private static Map<String, String> converters() {
        Map<String, String> config = new TreeMap<>();
        config.put("key.converter", BYTES);
        config.put("value.converter", BYTES);
        config.put("header.converter", BYTES);
        return config;
    }
}
