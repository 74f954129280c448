package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.Reading;
import dev.wherry.wire.receipt.SnapshotDecision.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the documented view of a history of full snapshots against a model, for random files in random order. */
class SnapshotHistoryTest {
    private static final TopicPartition FILES = new TopicPartition(Topics.FILES, 0);
    private static final TopicPartition EVENTS = new TopicPartition("events.product", 0);
    private static final int ROUNDS = 40;
    private static final int DAYS = 6;
    private static final int KEYS = 5;

    @TempDir
    Path contracts;

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private FakeWorker worker;
    private SnapshotRecords products;

    @BeforeEach
    void followTheDocumentation() throws IOException {
        DocumentationPage page = DocumentationPage.of("docs/contracts.md").section("Full snapshots");
        write("product/contract.yaml", page.block("yaml", "history: products_history"));
        write("product/schema.json", "{}");
        write("migrations/V1__products.sql", page.block("sql", "CREATE VIEW products_versions"));
        write(
                "feeds/products.yaml",
                "feed: products\nfiles: [{names: [\"*.ndjson\"], format: lines}]\nfinished: {quiet: 1s}\n");
        products = new SnapshotRecords(Catalog.load(contracts), "product");
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", contracts.toString());
        worker = new FakeWorker(log, configuration);
        worker.start(FILES, EVENTS).drain();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(contracts.resolve(file).getParent());
        Files.writeString(contracts.resolve(file), content);
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void theViewShowsTheTableAsItWasAfterEachDay() throws SQLException {
        int deleted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            List<Delivery> deliveries = deliveries(random);
            database.execute("TRUNCATE products_history, wherry_snapshots");
            deliver(deliveries, random);

            for (int day = 1; day <= DAYS; day++) {
                assertThat(rowsOn(day))
                        .as("round %d, day %d of %s", round, day, deliveries)
                        .isEqualTo(expectedOn(day, deliveries));
            }
            deleted +=
                    Integer.parseInt(database.rows("SELECT count(*) FROM (SELECT id FROM products_versions GROUP BY id"
                                    + " HAVING bool_and(valid_to IS NOT NULL)) AS gone")
                            .get(0));
        }
        assertThat(deleted).as("keys that no longer have a row").isPositive();
    }

    /** A file, its rows by key in their order, and what is decided about it; null for nothing yet. */
    private record Delivery(int day, String reading, SortedMap<Integer, List<Integer>> prices, Verdict verdict) {
        String file() {
            return "products/2026-01-0%d.ndjson".formatted(day);
        }

        byte[] version() {
            return SnapshotRecords.version(file(), reading);
        }

        Delivery with(Verdict decided) {
            return new Delivery(day, reading, prices, decided);
        }
    }

    private static List<Delivery> deliveries(Random random) {
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            SortedMap<Integer, List<Integer>> prices = new TreeMap<>();
            for (int key = 1; key <= KEYS; key++) {
                int rows = random.nextInt(10) == 0 ? 2 : random.nextInt(3) == 0 ? 0 : 1;
                for (int row = 0; row < rows; row++) {
                    prices.computeIfAbsent(key, none -> new ArrayList<>()).add(random.nextInt(1_000));
                }
            }
            deliveries.add(new Delivery(1 + random.nextInt(DAYS), Reading.newId(), prices, null));
        }
        Collections.shuffle(deliveries, random);
        return decided(deliveries, random);
    }

    /** Decides about the files in the order of their arrival, as the streams app does. */
    private static List<Delivery> decided(List<Delivery> deliveries, Random random) {
        List<Delivery> decided = new ArrayList<>();
        byte[] floor = {};
        for (Delivery delivery : deliveries) {
            Verdict verdict = null;
            if (Arrays.compareUnsigned(delivery.version(), floor) < 0) {
                verdict = Verdict.OUTDATED;
            } else if (random.nextInt(5) > 0) {
                verdict = random.nextInt(4) == 0 ? Verdict.REFUSED : Verdict.APPLIED;
            }
            floor = verdict == Verdict.APPLIED ? delivery.version() : floor;
            decided.add(delivery.with(verdict));
        }
        return decided;
    }

    /** Rows and decisions are in two topics, so that nothing orders them. Every decision is repeated, as by a rebuild. */
    private void deliver(List<Delivery> deliveries, Random random) {
        List<FakeTopics.Entry> rows = new ArrayList<>();
        List<FakeTopics.Entry> decisions = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            long offset = 0;
            for (Map.Entry<Integer, List<Integer>> key : delivery.prices.entrySet()) {
                for (int price : key.getValue()) {
                    rows.add(products.row(
                            delivery.file(),
                            delivery.reading,
                            offset++,
                            "{\"id\": %d, \"price\": %d}".formatted(key.getKey(), price)));
                }
            }
            if (delivery.verdict != null) {
                decisions.add(products.decision(delivery.file(), delivery.reading, delivery.verdict, null));
            }
        }
        for (Delivery delivery : deliveries) {
            if (delivery.verdict != null) {
                decisions.add(products.decision(delivery.file(), delivery.reading, Verdict.APPLIED, null));
            }
        }
        Collections.shuffle(rows, random);
        worker.batchSize(1 + random.nextInt(20));
        log.append(FILES, decisions.toArray(FakeTopics.Entry[]::new));
        log.append(EVENTS, rows.toArray(FakeTopics.Entry[]::new));
        worker.drain();
    }

    private List<String> rowsOn(int day) throws SQLException {
        return database.rows("""
                SELECT id, price FROM products_versions
                WHERE valid_from <= '2026-01-0%1$d' AND (valid_to > '2026-01-0%1$d' OR valid_to IS NULL) ORDER BY id
                """.formatted(day));
    }

    /** Loads the files one after the other, and removes what an applied one lacks. */
    private static List<String> expectedOn(int day, List<Delivery> deliveries) {
        SortedMap<Integer, Integer> table = new TreeMap<>();
        deliveries.stream()
                .filter(delivery -> delivery.day <= day)
                .sorted(Comparator.comparing(Delivery::version, Arrays::compareUnsigned))
                .forEach(delivery -> {
                    delivery.prices.forEach((key, prices) -> table.put(key, prices.get(prices.size() - 1)));
                    if (delivery.verdict == Verdict.APPLIED) {
                        table.keySet().retainAll(delivery.prices.keySet());
                    }
                });
        return table.entrySet().stream()
                .map(row -> row.getKey() + "|" + row.getValue())
                .toList();
    }
}
