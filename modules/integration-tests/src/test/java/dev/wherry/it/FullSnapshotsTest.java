package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files of all products of a day, through runs, audits and a rebuild. */
class FullSnapshotsTest {
    private static final String CONTRACT = """
            type: product
            feeds: [products]
            match: all
            schema: schema.json
            key: [/sku]
            keep: latest
            snapshot: {by: file, shrink: 50%}
            table: products
            history: products_history
            columns:
              sku:     {from: /sku, type: text}
              price:   {from: /price, type: bigint}
              file:    {from: "@file", type: text}
              version: {from: "@version", type: bytea}
            children:
              product_tags:
                each: /tags
                columns:
                  sku:   {from: "@parent/sku", type: text}
                  place: {from: "@index", type: integer}
                  tag:   {from: /name, type: text}
            """;
    private static final String SCHEMA = """
            {
              "required": ["sku", "price"],
              "properties": {
                "sku": {"type": "string"},
                "price": {"type": "integer"},
                "tags": {"type": ["array", "null"]}
              }
            }
            """;
    private static final String MIGRATION = """
            CREATE TABLE products (
                sku text PRIMARY KEY, price bigint NOT NULL, file text NOT NULL, version bytea NOT NULL
            );
            CREATE TABLE product_tags (
                sku text NOT NULL REFERENCES products, place integer NOT NULL, tag text, PRIMARY KEY (sku, place)
            );
            CREATE TABLE products_history (
                sku text NOT NULL, price bigint, file text, version bytea NOT NULL, history_id bytea NOT NULL,
                history_order bytea NOT NULL, deleted boolean NOT NULL, PRIMARY KEY (sku, version, history_id)
            );
            """;
    private static final String ROWS = "SELECT sku, price, file FROM products ORDER BY sku";
    private static final String TAGS = "SELECT sku, tag FROM product_tags ORDER BY sku, place";
    private static final String DECISIONS = "SELECT file, verdict FROM wherry_snapshots ORDER BY decided_at, file";

    @TempDir
    private Path directory;

    private PipelineDirectory pipeline;

    @BeforeEach
    void writeContracts() throws IOException {
        pipeline = new PipelineDirectory(directory);
        Path contracts = pipeline.contracts();
        Path own = Files.createDirectories(contracts.resolve("product"));
        Files.writeString(own.resolve("contract.yaml"), CONTRACT);
        Files.writeString(own.resolve("schema.json"), SCHEMA);
        Files.writeString(Files.createDirectories(contracts.resolve("feeds")).resolve("products.yaml"), """
                feed: products
                files: [{names: ["*.csv"], format: csv, csv: {"null": [""]}}]
                finished: {quiet: 200ms}
                """);
        Files.writeString(
                Files.createDirectories(contracts.resolve("migrations")).resolve("V1__products.sql"), MIGRATION);
    }

    @Test
    void theRowsAreThoseOfTheNewestFile() throws Exception {
        pipeline.deliver(
                "products",
                "2026-11-01.csv",
                "sku,price,tags",
                "a,1,\"[{\"\"name\"\":\"\"old\"\"}]\"",
                "b,1,\"[{\"\"name\"\":\"\"red\"\"}]\"",
                "c,1,");
        assertBalances(pipeline.runOnce());
        assertThat(pipeline.csv(ROWS)).isEqualTo("""
                sku,price,file
                a,1,products/2026-11-01.csv
                b,1,products/2026-11-01.csv
                c,1,products/2026-11-01.csv
                """);

        pipeline.deliver(
                "products", "2026-11-02.csv", "sku,price,tags", "a,2,\"[{\"\"name\"\":\"\"new\"\"}]\"", "c,1,", "d,2,");
        assertBalances(pipeline.runOnce());
        String second = """
                sku,price,file
                a,2,products/2026-11-02.csv
                c,1,products/2026-11-02.csv
                d,2,products/2026-11-02.csv
                """;
        assertThat(pipeline.csv(ROWS)).isEqualTo(second);
        assertThat(pipeline.csv(TAGS)).isEqualTo("sku,tag\na,new\n");
        assertBalances(pipeline.command("audit"));

        pipeline.deliver("products", "2026-10-31.csv", "sku,price,tags", "z,1,");
        assertBalances(pipeline.runOnce());
        assertThat(pipeline.csv(ROWS)).isEqualTo(second);

        pipeline.deliver("products", "2026-11-03.csv", "sku,price,tags", "a,3,");
        assertBalances(pipeline.runOnce());
        assertThat(pipeline.csv("SELECT sku, price FROM products ORDER BY sku"))
                .isEqualTo("sku,price\na,3\nc,1\nd,2\n");
        assertThat(pipeline.csv("SELECT file, reasons->0->>'code' AS code FROM quarantine"))
                .isEqualTo("file,code\nproducts/2026-11-03.csv,snapshot_refused\n");
        String decisions = """
                file,verdict
                products/2026-11-01.csv,applied
                products/2026-11-02.csv,applied
                products/2026-10-31.csv,outdated
                products/2026-11-03.csv,refused
                """;
        assertThat(pipeline.csv(DECISIONS)).isEqualTo(decisions);
        assertThat(pipeline.csv("SELECT outcome, events FROM ledger ORDER BY outcome"))
                .isEqualTo("outcome,events\naccepted,7\nsuperseded,1\n");
        assertBalances(pipeline.command("audit"));

        assertBalances(pipeline.command("rebuild"));

        assertThat(pipeline.csv("SELECT sku, price FROM products ORDER BY sku"))
                .isEqualTo("sku,price\na,3\nc,1\nd,2\n");
        assertThat(pipeline.csv(DECISIONS)).isEqualTo(decisions);
        assertThat(pipeline.csv("SELECT file FROM quarantine")).isEqualTo("file\nproducts/2026-11-03.csv\n");
        assertBalances(pipeline.command("audit"));

        pipeline.deliver("products", "2026-11-04.csv", "sku,price,tags", "a,4,", "c,4,");
        assertBalances(pipeline.runOnce());
        assertThat(pipeline.csv("SELECT sku, price FROM products ORDER BY sku")).isEqualTo("sku,price\na,4\nc,4\n");
        assertBalances(pipeline.command("audit"));
    }

    private static void assertBalances(WherryCommand command) {
        assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
        assertThat(command.out()).contains("The books balance.");
    }
}
