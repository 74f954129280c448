package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.receipt.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random files with all rows of a type, of which some are never finished, fill the same rows in whatever order their rows and
 * their ends arrive: those of the state table, of its child table, of the history and of the view of its versions. They are
 * the rows of a model that knows all files at once. Like {@link AnyOrderOfEventsTest}, with the seed in the test's name.
 */
class AnyOrderOfSnapshotsTest {
    private static final int FILES = 8;
    private static final int ORDERS = 3;
    private static final String TABLES = "products, tags, products_history, wherry_snapshots";
    private static final String QUERY = """
            SELECT concat_ws(' ', 'state', sku, price, source) FROM products
            UNION ALL SELECT concat_ws(' ', 'tag', sku, place) FROM tags
            UNION ALL SELECT concat_ws(' ', 'history', sku, price, source) FROM products_history
            UNION ALL SELECT concat_ws(' ', 'version', sku, price, 'of', valid_from, 'to', coalesce(valid_to, 'now'))
                FROM products_versions
            """;

    @TempDir
    private Path directory;

    private TopologyToTables pipeline;

    /** A file with a price for each product. The reading that began first is the older one of two files of one name. */
    private record Snapshot(String file, String reading, Map<Integer, Integer> prices, boolean finished) {
        static final Comparator<Snapshot> BY_AGE =
                Comparator.comparing(Snapshot::file).thenComparing(Snapshot::reading);
    }

    @BeforeEach
    void start() throws IOException {
        Path contracts = directory.resolve("contracts");
        Path own = Files.createDirectories(contracts.resolve("product"));
        Files.writeString(own.resolve("schema.json"), "{\"type\": \"object\"}");
        Files.writeString(own.resolve("contract.yaml"), """
                type: product
                feeds: [products]
                match: all
                schema: schema.json
                key: [/sku]
                keep: latest
                snapshot: {by: file}
                table: products
                history: products_history
                columns:
                  sku:     {from: /sku, type: bigint}
                  price:   {from: /price, type: bigint}
                  source:  {from: "@file", type: text}
                  version: {from: "@version", type: bytea}
                children:
                  tags:
                    each: /tags
                    columns:
                      sku:   {from: "@parent/sku", type: bigint}
                      place: {from: "@index", type: integer}
                """);
        Files.writeString(Files.createDirectories(contracts.resolve("feeds")).resolve("products.yaml"), """
                feed: products
                files: [{names: ["*.ndjson"], format: lines}]
                finished: {quiet: 1s}
                """);
        Files.writeString(
                Files.createDirectories(contracts.resolve("migrations")).resolve("V1__products.sql"), """
                CREATE TABLE products (
                    sku bigint PRIMARY KEY, price bigint NOT NULL, source text NOT NULL, version bytea NOT NULL);
                CREATE TABLE tags (sku bigint REFERENCES products, place integer, PRIMARY KEY (sku, place));
                CREATE TABLE products_history (
                    sku bigint, price bigint NOT NULL, source text NOT NULL, version bytea, history_id bytea,
                    history_order bytea NOT NULL, deleted boolean NOT NULL, PRIMARY KEY (sku, version, history_id));
                CREATE VIEW products_versions AS
                SELECT sku, price, source AS valid_from, (
                    SELECT newer.file FROM (
                        SELECT source AS file, version FROM products_history AS next WHERE next.sku = own.sku
                        UNION ALL
                        SELECT file, version FROM wherry_snapshots WHERE type = 'product' AND verdict = 'applied'
                    ) AS newer
                    WHERE newer.version > own.version ORDER BY newer.version LIMIT 1
                ) AS valid_to
                FROM products_history AS own;
                """);
        pipeline = new TopologyToTables(contracts, directory.resolve("home"));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void rowsAreThoseOfTheModel(long seed) throws Exception {
        Random random = new Random(seed);
        List<Snapshot> snapshots = snapshots(random);
        Set<String> state = stateOf(snapshots);

        for (int order = 0; order < ORDERS; order++) {
            List<SinkRecord> log = pipeline.records(
                    driver -> send(snapshots, driver, random), directory.resolve("state-" + order), random);

            Set<String> rows = rowsAfter(log, random);
            assertThat(rows.stream().filter(row -> row.startsWith("state ") || row.startsWith("tag ")))
                    .as("order " + order)
                    .containsExactlyInAnyOrderElementsOf(state);
            assertThat(rows.stream().filter(row -> row.startsWith("history ")))
                    .containsExactlyInAnyOrderElementsOf(historyOf(snapshots));
            assertThat(rows.stream().filter(row -> row.endsWith(" to now")))
                    .as("versions that are valid now")
                    .hasSize((int) state.stream()
                            .filter(row -> row.startsWith("state "))
                            .count());
            assertThat(rowsAfter(TopologyToTables.compacted(log, true), random)).isEqualTo(rows);
            assertThat(rowsAfter(TopologyToTables.compacted(log, false), random))
                    .isEqualTo(rows);
        }
    }

    private static List<Snapshot> snapshots(Random random) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Map<Integer, Integer> prices = new TreeMap<>();
            for (int row = 0; row < 1 + random.nextInt(8); row++) {
                prices.put(random.nextInt(8), 100 * i + row);
            }
            String file = "products/" + random.nextInt(5) + ".ndjson";
            snapshots.add(new Snapshot(file, Reading.newId(), prices, random.nextInt(3) > 0));
        }
        return snapshots;
    }

    /** The rows of the newest finished file and of newer ones, each from the newest file that has it. */
    private static Set<String> stateOf(List<Snapshot> snapshots) {
        Optional<Snapshot> floor = snapshots.stream().filter(Snapshot::finished).max(Snapshot.BY_AGE);
        Map<Integer, Snapshot> newest = new TreeMap<>();
        snapshots.stream()
                .sorted(Snapshot.BY_AGE)
                .filter(snapshot -> floor.isEmpty() || Snapshot.BY_AGE.compare(snapshot, floor.get()) >= 0)
                .forEach(snapshot -> snapshot.prices().keySet().forEach(sku -> newest.put(sku, snapshot)));
        Set<String> rows = new TreeSet<>();
        newest.forEach((sku, snapshot) -> {
            int price = snapshot.prices().get(sku);
            rows.add("state %d %d %s".formatted(sku, price, snapshot.file()));
            IntStream.range(0, price % 3).forEach(place -> rows.add("tag %d %d".formatted(sku, place)));
        });
        return rows;
    }

    private static Set<String> historyOf(List<Snapshot> snapshots) {
        Set<String> rows = new TreeSet<>();
        snapshots.forEach(snapshot -> snapshot.prices()
                .forEach((sku, price) -> rows.add("history %d %d %s".formatted(sku, price, snapshot.file()))));
        return rows;
    }

    /** The rows of each file in their order, and its end behind them; otherwise in a random order. */
    private static void send(List<Snapshot> snapshots, TopologyTestDriver driver, Random random) {
        List<List<Runnable>> queues = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            List<Runnable> queue = new ArrayList<>();
            snapshot.prices().forEach((sku, price) -> queue.add(() -> sendRow(driver, snapshot, sku, price)));
            if (snapshot.finished()) {
                queue.add(() -> finish(driver, snapshot));
            }
            queues.add(queue);
        }
        while (!queues.isEmpty()) {
            queues.get(random.nextInt(queues.size())).remove(0).run();
            queues.removeIf(List::isEmpty);
        }
    }

    private static void sendRow(TopologyTestDriver driver, Snapshot snapshot, int sku, int price) {
        String tags = "[" + String.join(", ", Collections.nCopies(price % 3, "{}")) + "]";
        byte[] row = "{\"sku\": %d, \"price\": %d, \"tags\": %s}"
                .formatted(sku, price, tags)
                .getBytes(UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("wherry.file", snapshot.file().getBytes(UTF_8));
        headers.add("wherry.offset", Integer.toString(100 * sku).getBytes(UTF_8));
        headers.add("wherry.reading", snapshot.reading().getBytes(UTF_8));
        driver.createInputTopic(Topics.raw("products"), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(snapshot.file().getBytes(UTF_8), row, headers, 1L));
    }

    private static void finish(TopologyTestDriver driver, Snapshot snapshot) {
        FinishedFile end = new FinishedFile(
                "products",
                snapshot.file(),
                snapshot.reading(),
                100,
                "f",
                snapshot.prices().size(),
                0L,
                100L,
                Ending.FINISHED);
        driver.createInputTopic(Topics.FILES, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(snapshot.file().getBytes(UTF_8), end.toJson(), 1L);
        // The counts are published, on which the snapshot depends.
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    private Set<String> rowsAfter(List<SinkRecord> log, Random random) throws SQLException {
        return new TreeSet<>(pipeline.rowsAfter(log, TABLES, QUERY, random));
    }
}
