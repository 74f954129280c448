package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.audit.AuditReport;
import dev.wherry.audit.Difference;
import dev.wherry.contracts.Snapshot;
import dev.wherry.contracts.value.SnapshotVersion;
import dev.wherry.wire.Headers;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.receipt.SnapshotDecision;
import dev.wherry.wire.receipt.SnapshotDecision.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Audits a home with full snapshots: two that are applied, of which the second lacks {@code d}, and one that is refused; and two of
 * a table without a column for versions. Each test makes changes that no pipeline makes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SnapshotAuditTest {
    /** The order of tests that produce records, which cannot be undone. */
    private static final int LAST = Integer.MAX_VALUE - 1;

    private static final String TAG = "\"[{\"\"tag\"\": 1}]\"";

    @TempDir
    static Path directory;

    private static OfflineHome home;

    @BeforeAll
    static void fill() throws Exception {
        PipelineDirectory pipeline = new PipelineDirectory(directory);
        writeContracts(pipeline.contracts());
        pipeline.deliver("products", "2026-11-01.csv", "sku,tags", "a," + TAG, "b," + TAG, "c," + TAG, "d," + TAG);
        pipeline.deliver("shelves", "a.csv", "id", "1", "2", "3");
        assertBalances(pipeline.runOnce());
        pipeline.deliver("shelves", "b.csv", "id", "1", "3");
        pipeline.deliver("products", "2026-11-02.csv", "sku,tags", "a," + TAG, "b," + TAG, "c," + TAG);
        pipeline.deliver("products", "2026-11-03.csv", "sku,tags", "a," + TAG);
        assertBalances(pipeline.runOnce());
        home = OfflineHome.attach(pipeline.home(), pipeline.contracts());
    }

    @AfterAll
    static void close() throws Exception {
        if (home != null) {
            home.close();
        }
    }

    @Test
    void balancesOnAnUntouchedHome() throws Exception {
        assertThat(home.value("SELECT string_agg(sku, '' ORDER BY sku) FROM products"))
                .isEqualTo("abc");
        assertThat(home.value("SELECT string_agg(verdict, ' ' ORDER BY file) FROM wherry_snapshots"
                        + " WHERE type = 'product'"))
                .isEqualTo("applied applied refused");
        assertThat(home.value("SELECT string_agg(convert_from(key, 'UTF8'), '' ORDER BY key) FROM wherry_versions"))
                .as("the keys of the shelves")
                .isEqualTo("13");
        assertThat(home.audit().differences()).isEmpty();
    }

    @Test
    void comparesVersionsBesideTheTableWithThoseOfTheSnapshot() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM wherry_versions; UPDATE wherry_versions SET version = '\\x00'"
                + " WHERE key = '1'; INSERT INTO wherry_versions SELECT table_name, '2', version FROM kept WHERE key = '3';"
                + " DELETE FROM wherry_versions WHERE key = '3'");
        try {
            assertThat(differences())
                    .containsExactlyInAnyOrder(
                            "table wherry_versions, table shelves, key 1: expected the version of the key's last event,"
                                    + " found another version",
                            "table wherry_versions, table shelves, key 2: expected no row for this key, found a row",
                            "table wherry_versions, table shelves, key 3: expected the version of the key's last event,"
                                    + " found none");
        } finally {
            home.sql("TRUNCATE wherry_versions; INSERT INTO wherry_versions SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void findsARowWithoutVersionThatASnapshotHasDeleted() throws Exception {
        home.sql("INSERT INTO shelves VALUES (2)");
        try {
            assertThat(differences())
                    .containsExactly("table shelves, key 2: expected no row for this key, found a row");
        } finally {
            home.sql("DELETE FROM shelves WHERE id = 2");
        }
    }

    @Test
    void findsRowsThatASnapshotHasDeleted() throws Exception {
        home.sql("INSERT INTO products VALUES ('d', '\\x00'); INSERT INTO product_tags VALUES ('d', 0, 1)");
        try {
            assertThat(differences())
                    .containsExactlyInAnyOrder(
                            "table products, key d: expected no row for this key, found a row",
                            "table product_tags, key d, 0: expected no row for this key, found a row");
        } finally {
            home.sql("DELETE FROM products WHERE sku = 'd'; DELETE FROM product_tags WHERE sku = 'd'");
        }
    }

    @Test
    void comparesTheTableOfSnapshotsWithTheDecisions() throws Exception {
        home.sql(
                "CREATE TABLE kept AS SELECT * FROM wherry_snapshots; DELETE FROM wherry_snapshots WHERE file LIKE '%-01.csv';"
                        + " UPDATE wherry_snapshots SET verdict = 'applied', reason = NULL, file_rows = 9, missing_rows = 9,"
                        + " rows_before = 9, version = '\\x00', feed = 'x', decided_at = now() WHERE file LIKE '%-03.csv';"
                        + " INSERT INTO wherry_snapshots SELECT type, 'made up', feed, file, version, verdict, reason, file_rows,"
                        + " missing_rows, rows_before, decided_at FROM wherry_snapshots WHERE file LIKE '%-02.csv'");
        try {
            assertThat(differences())
                    .map(sentence -> sentence.replaceFirst("reading [-\\w]{16}", "reading …"))
                    .containsExactlyInAnyOrder(
                            "table wherry_snapshots, snapshot products/2026-11-01.csv of type product (reading …): expected the"
                                    + " row of the decision, found none",
                            "table wherry_snapshots, snapshot products/2026-11-02.csv of type product (reading made up):"
                                    + " expected no such row, found a row",
                            "table wherry_snapshots, snapshot products/2026-11-03.csv of type product (reading …): expected the"
                                    + " row of the decision, found other values in columns feed, version, verdict, reason,"
                                    + " file_rows, missing_rows, rows_before, decided_at");
        } finally {
            home.sql("TRUNCATE wherry_snapshots; INSERT INTO wherry_snapshots SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void findsThatTheQuarantineLacksARefusedSnapshot() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM quarantine; DELETE FROM quarantine");
        try {
            assertThat(differences())
                    .singleElement()
                    .asString()
                    .matches(
                            "quarantine, record invalid.products-\\d@\\d+ of products/2026-11-03.csv at offset 0: expected"
                                    + " its row, found none");
        } finally {
            home.sql("INSERT INTO quarantine SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void findsDecisionsThatTheSinkHasNotRead() throws Exception {
        String before = home.value("SELECT next_offset FROM wherry_offsets WHERE topic = 'files'");
        home.sql("UPDATE wherry_offsets SET next_offset = 1 WHERE topic = 'files'");
        try {
            assertThat(differences())
                    .singleElement()
                    .asString()
                    .startsWith("table wherry_offsets, files-0: expected more than ");
        } finally {
            home.sql("UPDATE wherry_offsets SET next_offset = " + before + " WHERE topic = 'files'");
        }
    }

    @Test
    void aRefusedDeletionOfASnapshotExplainsTheRow() throws Exception {
        String partition =
                home.value("SELECT partition::text FROM wherry_offsets WHERE topic = 'state.product' LIMIT 1");
        home.sql("INSERT INTO quarantine SELECT 'state.product', " + partition
                + ", 1000000, 'd', 'products', 'products/2026-11-02.csv', 0, NULL, '[{\"code\": \"sqlstate_23503\"}]', NULL,"
                + " NULL, now()");
        home.sql("INSERT INTO quarantine SELECT 'state.product', " + partition
                + ", 1000001, 'a', 'products', 'products/2026-11-02.csv', 0, NULL, '[{\"code\": \"sqlstate_23503\"}]', 'x',"
                + " NULL, now()");
        try {
            assertThat(differences())
                    .as("a row for the key that the snapshot lacks, and one for an event that does not exist")
                    .singleElement()
                    .asString()
                    .contains("of key a: expected no such row");
        } finally {
            home.sql("DELETE FROM quarantine WHERE topic = 'state.product'");
        }
    }

    @Test
    @Order(LAST)
    void comparesTheDecisionsWithWhatTheSourceHasRead() throws Exception {
        decide("2026-10-01.csv", "reading-00000001", Verdict.APPLIED);
        finish("2026-10-02.csv", "reading-00000002", 5, Ending.FINISHED);
        decide("2026-10-02.csv", "reading-00000002", Verdict.APPLIED);
        finish("2026-10-03.csv", "reading-00000003", 0, Ending.REWRITTEN);
        decide("2026-10-03.csv", "reading-00000003", Verdict.APPLIED);
        decide("2026-10-04.csv", "reading-00000004", Verdict.REFUSED);
        raw("2026-10-05.csv", "reading-00000005", "{\"sku\": \"b\"}");
        finish("2026-10-05.csv", "reading-00000005", 1, Ending.FINISHED);
        say(decision("2026-10-05.csv", "reading-00000005", new byte[] {1}, Verdict.APPLIED));
        decide("2026-10-05.csv", "reading-00000005", Verdict.REFUSED); // comes too late
        byte[] key = "d".getBytes(UTF_8);
        home.produce("state.product", null, key, null, Headers.FEED, "products", Headers.VERSION, new byte[] {7});

        List<String> differences = differences();

        assertThat(differences)
                .contains(
                        "topic files, snapshot products/2026-10-01.csv of type product (reading reading-00000001): expected a"
                                + " file that the source has read to its end, found no record that says so",
                        "topic files, snapshot products/2026-10-02.csv of type product (reading reading-00000002): expected 5"
                                + " raw events, as the source says, found 0",
                        "topic files, snapshot products/2026-10-03.csv of type product (reading reading-00000003): expected a"
                                + " file that the source has read to its end, found one that was rewritten",
                        "topic files, snapshot products/2026-10-05.csv of type product (reading reading-00000005): expected"
                                + " the version of the file's rows, found another version")
                .anyMatch(
                        sentence -> sentence.matches(
                                "invalid.products, products/2026-10-04.csv at offset 0 \\(files-0@\\d+\\): expected 1 records, found 0"))
                .anyMatch(sentence -> sentence.matches(
                        "state.product, key d: expected the tombstone of a full snapshot, because the newest lacks the key,"
                                + " found a tombstone with another version \\(state.product-\\d@\\d+\\)"))
                .noneMatch(sentence -> sentence.startsWith("table products,"))
                .noneMatch(sentence -> sentence.startsWith("topic files") && sentence.contains("2026-11"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theNewestSnapshotHasNoInvalidEventAndDecidesWhatHasARow() throws Exception {
        raw("2026-12-01.csv", "reading-00000009", "{\"tags\": []}");
        finish("2026-12-01.csv", "reading-00000009", 1, Ending.FINISHED);
        decide("2026-12-01.csv", "reading-00000009", Verdict.APPLIED);
        home.produce(
                "state.product",
                null,
                "d".getBytes(UTF_8),
                "{\"sku\": \"d\"}".getBytes(UTF_8),
                Headers.FEED,
                "products",
                Headers.VERSION,
                new byte[] {7});

        assertThat(differences())
                .contains(
                        "topic files, snapshot products/2026-12-01.csv of type product (reading reading-00000009): expected no"
                                + " invalid event, because the snapshot is applied, found 1",
                        "table products, key a: expected no row for this key, found a row")
                .anyMatch(
                        sentence -> sentence.matches("state.product, key a: expected the tombstone of a full snapshot,"
                                + " because the newest lacks the key, found an event \\(state.product-\\d@\\d+\\)"))
                .anyMatch(
                        sentence -> sentence.matches("state.product, key d: expected the tombstone of a full snapshot,"
                                + " because the newest lacks the key, found an event \\(state.product-\\d@\\d+\\)"));
    }

    private static List<String> differences() throws Exception {
        AuditReport report = home.audit();
        return report.differences().stream().map(Difference::toString).toList();
    }

    private static void raw(String file, String reading, String event) throws Exception {
        home.produce(
                "raw.products",
                0,
                ("products/" + file).getBytes(UTF_8),
                event.getBytes(UTF_8),
                Headers.FILE,
                "products/" + file,
                Headers.OFFSET,
                0,
                Headers.READING,
                reading);
    }

    private static void finish(String file, String reading, long events, Ending ending) throws Exception {
        Long offset = events == 0 ? null : 0L;
        say(new FinishedFile("products", "products/" + file, reading, 9, null, events, offset, offset, ending));
    }

    private static void decide(String file, String reading, Verdict verdict) throws Exception {
        say(decision(file, reading, SnapshotVersion.of(Snapshot.Order.NAME, "products/" + file, reading), verdict));
    }

    private static SnapshotDecision decision(String file, String reading, byte[] version, Verdict verdict) {
        return new SnapshotDecision(
                "product", "products", "products/" + file, reading, version, verdict, 1, 1, 1, null);
    }

    private static void say(FileStatement statement) throws Exception {
        home.produce("files", 0, "products/any.csv".getBytes(UTF_8), statement.toJson());
    }

    private static void writeContracts(Path contracts) throws IOException {
        Path contract = Files.createDirectories(contracts.resolve("product"));
        Files.writeString(contract.resolve("schema.json"), """
                {"required": ["sku"], "properties": {"sku": {"type": "string"}, "tags": {"type": "array"}}}
                """);
        Files.writeString(contract.resolve("contract.yaml"), """
                type: product
                feeds: [products]
                match: all
                snapshot: {by: file, shrink: 50%}
                schema: schema.json
                key: [/sku]
                keep: latest
                table: products
                columns:
                  sku:     {from: /sku, type: text}
                  version: {from: "@version", type: bytea}
                children:
                  product_tags:
                    each: /tags
                    columns:
                      sku:   {from: "@parent/sku", type: text}
                      place: {from: "@index", type: integer}
                      tag:   {from: /tag, type: bigint}
                """);
        Files.writeString(Files.createDirectories(contracts.resolve("feeds")).resolve("products.yaml"), """
                feed: products
                files: [{names: ["*.csv"], format: csv}]
                finished: {quiet: 200ms}
                """);
        writeContractWithoutVersion(contracts);
        Files.writeString(
                Files.createDirectories(contracts.resolve("migrations")).resolve("V1__products.sql"), """
                CREATE TABLE products (sku text PRIMARY KEY, version bytea NOT NULL);
                CREATE TABLE shelves (id bigint PRIMARY KEY);
                CREATE TABLE product_tags (sku text, place integer, tag bigint, PRIMARY KEY (sku, place));
                """);
    }

    /** The versions of its rows are in {@code wherry_versions}. */
    private static void writeContractWithoutVersion(Path contracts) throws IOException {
        Path contract = Files.createDirectories(contracts.resolve("shelf"));
        Files.writeString(
                contract.resolve("schema.json"),
                "{\"required\": [\"id\"], \"properties\": {\"id\": {\"type\": \"integer\"}}}");
        Files.writeString(contract.resolve("contract.yaml"), """
                type: shelf
                feeds: [shelves]
                match: all
                snapshot: {by: file}
                schema: schema.json
                key: [/id]
                keep: latest
                table: shelves
                columns:
                  id: {from: /id, type: bigint}
                """);
        Files.writeString(contracts.resolve("feeds/shelves.yaml"), """
                feed: shelves
                files: [{names: ["*.csv"], format: csv}]
                finished: {quiet: 200ms}
                """);
    }

    private static void assertBalances(WherryCommand command) {
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
    }
}
