package dev.wherry.operations.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.wire.Topics;
import dev.wherry.wire.source.DayRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What feed files say becomes options of the source connector. */
class ConnectorConfigsTest {
    @TempDir
    Path contracts;

    @BeforeEach
    void writeTheContract() throws IOException {
        Files.createDirectories(contracts.resolve("order"));
        Files.createDirectories(contracts.resolve("feeds"));
        Files.writeString(contracts.resolve("order/schema.json"), "{}");
        Files.writeString(contracts.resolve("order/contract.yaml"), """
                type: order
                feeds: [orders, refunds]
                match: all
                schema: schema.json
                key: [/id]
                keep: latest
                table: orders
                columns:
                  id: {from: /id, type: text}
                  version: {from: "@version", type: bytea}
                """);
    }

    @Test
    void withoutFeedFilesThereAreNoOptionsOfFeeds() {
        assertThat(feedOptions(ConnectorsConfig.DEFAULT)).isEmpty();
    }

    @Test
    void theSinkReadsTheTopicOfFilesOnlyForSnapshots() throws IOException {
        assertThat(ConnectorConfigs.sinkTopics(Catalog.load(contracts))).doesNotContain(Topics.FILES);

        Files.writeString(contracts.resolve("feeds/orders.yaml"), """
                feed: orders
                files: [{names: ["*.csv"], format: csv}]
                finished: {quiet: 1s}
                """);
        Path contract = contracts.resolve("order/contract.yaml");
        Files.writeString(
                contract,
                Files.readString(contract).replace("[orders, refunds]", "[orders]") + "snapshot: {by: file}\n");

        assertThat(ConnectorConfigs.sinkTopics(Catalog.load(contracts))).contains(Topics.FILES);
    }

    @Test
    void aFeedFileSetsTheOptionsOfItsFeed() throws IOException {
        Files.writeString(contracts.resolve("feeds/orders.yaml"), """
                feed: orders
                files: [{names: ["*.ndjson"], format: lines, encoding: latin-1}]
                ignore: [counter, "*.bak"]
                finished: {quiet: 90s, then: archive, archive: /data/done}
                directories: {remove-empty-after: 1h}
                """);

        assertThat(feedOptions(ConnectorsConfig.DEFAULT))
                .isEqualTo(Map.of(
                        "feed.orders.files",
                        "[{\"names\":[\"*.ndjson\"],\"format\":\"lines\",\"encoding\":\"latin-1\"}]",
                        "feed.orders.ignore",
                        "counter,*.bak",
                        "feed.orders.finished.after.ms",
                        "90000",
                        "feed.orders.on.finish",
                        "archive",
                        "feed.orders.archive.directory",
                        "/data/done",
                        "feed.orders.remove.empty.directories.after.ms",
                        "3600000"));
    }

    @Test
    void whatAFeedFileDoesNotSayIsNotSet() throws IOException {
        Files.writeString(contracts.resolve("feeds/refunds.yaml"), "feed: refunds\nfinished: {quiet: 1s}\n");

        assertThat(feedOptions(ConnectorsConfig.DEFAULT)).isEqualTo(Map.of("feed.refunds.finished.after.ms", "1000"));
    }

    @Test
    void theArchiveIsSetIfAnyFeedArchives() throws IOException {
        ConnectorsConfig delete =
                new ConnectorsConfig("delete", Duration.ofSeconds(10), 1, 1, Map.of(), Map.of(), Optional.empty());
        assertThat(source(delete)).doesNotContainKey("archive.directory");

        Files.writeString(contracts.resolve("feeds/refunds.yaml"), "feed: refunds\nfinished: {then: archive}\n");

        assertThat(source(delete))
                .containsEntry("on.finish", "delete")
                .containsEntry("feed.refunds.on.finish", "archive")
                .containsEntry("archive.directory", "/archive");
    }

    @Test
    void anOptionOverridesTheFeedFile() throws IOException {
        Files.writeString(contracts.resolve("feeds/refunds.yaml"), "feed: refunds\nfinished: {quiet: 1s}\n");
        Map<String, String> override = Map.of("feed.refunds.finished.after.ms", "5");

        assertThat(feedOptions(new ConnectorsConfig(
                        "keep", Duration.ofSeconds(10), 1, 1, override, Map.of(), Optional.empty())))
                .isEqualTo(override);
    }

    private Map<String, String> feedOptions(ConnectorsConfig choices) {
        Map<String, String> options = new TreeMap<>(source(choices));
        options.keySet().removeIf(option -> !option.startsWith("feed."));
        return options;
    }

    private Map<String, String> source(ConnectorsConfig choices) {
        return ConnectorConfigs.source(Catalog.load(contracts), "/inbox", "/archive", choices);
    }

    @Test
    void aFeedInABucketBelongsToAnotherConnector() throws IOException {
        Files.writeString(contracts.resolve("feeds/refunds.yaml"), """
                feed: refunds
                source:
                  s3: {bucket: lake, key: "{day}.json", credentials: {access-key: a, secret-key: "${env:S}"}}
                  days: {from: today}
                """);
        ConnectorsConfig.Days days =
                new ConnectorsConfig.Days(DayRange.of("2019-04-01..2019-04-07").orElseThrow(), Instant.EPOCH);
        ConnectorsConfig choices =
                new ConnectorsConfig("keep", Duration.ofSeconds(10), 3, 1, Map.of(), Map.of(), Optional.of(days));

        Map<String, Map<String, String>> sources =
                ConnectorConfigs.sources(Catalog.load(contracts), "/inbox", "/archive", choices);

        assertThat(sources.keySet()).containsExactly(ConnectorConfigs.SOURCE, ConnectorConfigs.S3);
        assertThat(sources.get(ConnectorConfigs.SOURCE)).containsEntry("feeds", "orders");
        assertThat(sources.get(ConnectorConfigs.S3))
                .containsEntry("feeds", "refunds")
                .containsEntry("tasks.max", "3")
                .containsEntry("feed.refunds.bucket", "lake")
                .containsEntry("feed.refunds.secret.key", "${env:S}")
                .containsEntry("feed.refunds.days.from", "2019-04-01")
                .containsEntry("feed.refunds.days.to", "2019-04-07")
                .doesNotContainKey("inbox");
    }

    @Test
    void aFeedInAnApiBelongsToAnotherConnectorWhichIsAskedForChosenDays() throws IOException {
        Files.writeString(contracts.resolve("feeds/refunds.yaml"), """
                feed: refunds
                source:
                  http: {url: "https://api.example.com/{day}", headers: {x-api-key: "${env:K}"}}
                  days: {from: today}
                """);
        ConnectorsConfig.Days days =
                new ConnectorsConfig.Days(DayRange.of("2019-04-01..2019-04-07").orElseThrow(), Instant.EPOCH);
        ConnectorsConfig choices =
                new ConnectorsConfig("keep", Duration.ofSeconds(10), 1, 1, Map.of(), Map.of(), Optional.of(days));

        Map<String, Map<String, String>> sources =
                ConnectorConfigs.sources(Catalog.load(contracts), "/inbox", "/archive", choices);

        assertThat(sources.keySet()).containsExactly(ConnectorConfigs.SOURCE, ConnectorConfigs.HTTP);
        assertThat(sources.get(ConnectorConfigs.HTTP))
                .containsEntry("connector.class", ConnectorConfigs.HTTP_CLASS)
                .containsEntry("feeds", "refunds")
                .containsEntry("feed.refunds.url", "https://api.example.com/{day}")
                .containsEntry("feed.refunds.headers.x-api-key", "${env:K}")
                .containsEntry("feed.refunds.days.from", "2019-04-01")
                .containsEntry("feed.refunds.days.to", "2019-04-07")
                .containsEntry("feed.refunds.backfill", "2019-04-01..2019-04-07")
                .containsEntry("feed.refunds.asked", "1970-01-01T00:00:00Z")
                .doesNotContainKey("feed.refunds.files");
    }
}
