package dev.wherry.operations.connectors;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.contracts.FeedSettings.OnFinish;
import dev.wherry.wire.Topics;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.FileRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configurations of the two connectors, as they are posted to any Connect cluster. */
public final class ConnectorConfigs {
    public static final String SOURCE = "wherry-files";
    public static final String SINK = "wherry-warehouse";

    /** The class of the source connector. */
    public static final String SOURCE_CLASS = "dev.wherry.source.FileSourceConnector";

    /** The class of the sink connector. */
    public static final String SINK_CLASS = "dev.wherry.sink.PostgresSinkConnector";

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private ConnectorConfigs() {}

    /** Directory paths are those on the workers. */
    public static Map<String, String> source(Catalog catalog, String inbox, String archive, ConnectorsConfig choices) {
        Map<String, String> config = converters();
        config.put("connector.class", SOURCE_CLASS);
        config.put("tasks.max", String.valueOf(choices.sourceTasks()));
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "poll");
        config.put("inbox", inbox);
        config.put("feeds", String.join(",", catalog.feeds()));
        config.put("on.finish", choices.onFinish());
        if (archives(catalog, choices)) {
            config.put("archive.directory", archive);
        }
        config.put("quiet.period.ms", String.valueOf(choices.quietPeriod().toMillis()));
        config.put("producer.override.compression.type", "lz4");
        config.put("producer.override.batch.size", String.valueOf(128 << 10));
        config.put("producer.override.linger.ms", "5");
        // an idempotent producer, which exactly-once requires, keeps the order of up to five requests in flight
        config.put("producer.override.max.in.flight.requests.per.connection", "2");
        catalog.feeds().forEach(feed -> putFeed(catalog.feed(feed), config));
        config.putAll(choices.sourceOverrides());
        return config;
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
                || catalog.feeds().stream()
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
