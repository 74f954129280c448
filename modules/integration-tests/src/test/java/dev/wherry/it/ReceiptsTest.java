package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every kind on their way to their receipts, with several tasks and partitions. */
class ReceiptsTest {
    private static final String RECEIPTS =
            "SELECT concat_ws(' ', file, events, accepted + superseded + duplicate, invalid,"
                    + " ending, first_offset, last_offset) FROM receipts ORDER BY file, finished_at";

    @TempDir
    Path directory;

    private Path contracts;
    private Path inbox;
    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        contracts = contracts();
        inbox = Files.createDirectories(directory.resolve("inbox"));
        home = directory.resolve("home");
    }

    @Test
    void everyFinishedFileHasATrueReceiptAndARebuildIssuesItAgain() throws Exception {
        write("orders/a.csv", "id,version,name\n1,1,x\n2,1,y\n3\n");
        write("orders/b.ndjson", "{\"id\": 4, \"version\": 1}\n{\"id\": \"five\"}\n");
        write("orders/c.json", "{\"id\": 6, \"version\": 1}");
        write("orders/d.json", "{\"id\": \"seven\"}");
        write("orders/e.csv", "id,version,name\n");
        write("orders/f.ndjson", "");
        write("orders/g.list", "[{\"id\": 8, \"version\": 1}, {\"id\": 8, \"version\": 1}]");
        run();
        write("orders/a.csv", "id,version,name\n1,2,x\n2,2,y\n3,1,z\n");
        run();

        List<String> expected = List.of(
                "orders/a.csv 3 2 1 finished 16 28",
                "orders/a.csv 3 3 0 finished 16 28",
                "orders/b.ndjson 2 1 1 finished 0 24",
                "orders/c.json 1 1 0 finished 0 0",
                "orders/d.json 1 0 1 finished 0 0",
                "orders/e.csv 0 0 0 finished",
                "orders/f.ndjson 0 0 0 finished",
                "orders/g.list 2 2 0 finished 1 26");
        assertReceipts(expected);
        WherryCommand one = WherryCommand.run("receipt", "--home=" + home, "orders/a.csv");
        assertThat(one.exitCode()).as(one.err()).isZero();
        assertThat(one.out().lines()).hasSize(3).first().asString().contains("file", "events", "accepted", "invalid");
        WherryCommand byName = WherryCommand.run("receipt", "--home=" + home, "b.ndjson");
        assertThat(byName.out()).contains("orders/b.ndjson");
        WherryCommand ofFeed = WherryCommand.run("receipt", "--home=" + home, "--feed=orders");
        assertThat(ofFeed.out().lines()).hasSize(1 + expected.size());
        WherryCommand none = WherryCommand.run("receipt", "--home=" + home, "orders/a_csv");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).contains("There is no receipt of orders/a_csv");
        assertAudited();

        WherryCommand rebuild = WherryCommand.run("rebuild", "--home=" + home, "--contracts=" + contracts);

        assertThat(rebuild.exitCode()).as(rebuild.err() + rebuild.out()).isZero();
        assertReceipts(expected);
    }

    @Test
    void aFileThatStaysInTheInboxHasOneReceipt() throws Exception {
        write("orders/a.csv", "id,version,name\n1,1,x\n");
        write("orders/c.json", "{\"id\": 6, \"version\": 1}");
        run("--on-finish=keep");
        run("--on-finish=keep");

        assertReceipts(List.of("orders/a.csv 1 1 0 finished 16 16", "orders/c.json 1 1 0 finished 0 0"));
        assertAudited();
    }

    @Test
    void documentsCanDoWithoutReceipts() throws Exception {
        write("../contracts/feeds/orders.yaml", feed() + "receipts: {documents: false}\n");
        write("orders/b.ndjson", "{\"id\": 4, \"version\": 1}\n");
        write("orders/c.json", "{\"id\": 6, \"version\": 1}");
        run();

        assertRows(List.of("orders/b.ndjson 1 1 0 finished 0 0"));
        assertAudited();
    }

    @Test
    void theAuditNamesAWrongReceipt() throws Exception {
        write("orders/a.csv", "id,version,name\n1,1,x\n");
        write("orders/c.json", "{\"id\": 6, \"version\": 1}");
        run();
        for (String wrong : List.of(
                "UPDATE receipt_counts SET accepted = 2 WHERE file = 'orders/a.csv'",
                "DELETE FROM receipt_counts WHERE file = 'orders/c.json'")) {
            WherryCommand.run("sql", "--home=" + home, wrong);
        }

        WherryCommand audit = WherryCommand.run("audit", "--home=" + home, "--contracts=" + contracts);

        assertThat(audit.exitCode()).isEqualTo(3);
        assertThat(audit.out())
                .containsPattern("table receipt_counts, orders/a.csv \\(reading .*\\): expected the row of the receipt,"
                        + " found other values")
                .containsPattern(
                        "table receipt_counts, orders/c.json \\(reading .*\\): expected the row of the receipt,"
                                + " found none");
    }

    private void assertReceipts(List<String> expected) throws Exception {
        assertRows(expected);
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(
                            tables.column(
                                    "SELECT concat_ws(' ', sum(accepted), sum(superseded), sum(duplicate), sum(invalid)) FROM receipts"))
                    .as("receipts and ledger")
                    .isEqualTo(tables.column(
                            "SELECT concat_ws(' ', coalesce(sum(events) FILTER (WHERE outcome = 'accepted'), 0),"
                                    + " coalesce(sum(events) FILTER (WHERE outcome = 'superseded'), 0),"
                                    + " coalesce(sum(events) FILTER (WHERE outcome = 'duplicate'), 0),"
                                    + " coalesce(sum(events) FILTER (WHERE outcome = 'invalid'), 0)) FROM ledger"));
        }
    }

    private void assertRows(List<String> expected) throws Exception {
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.column(RECEIPTS)).containsExactlyElementsOf(expected);
        }
    }

    private void assertAudited() {
        WherryCommand audit = WherryCommand.run("audit", "--home=" + home, "--contracts=" + contracts);
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
    }

    private void run(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--contracts=" + contracts;
        all[1] = "--source-tasks=2";
        System.arraycopy(options, 0, all, 2, options.length);
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, all));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private void write(String name, String content) throws IOException {
        Path file = inbox.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String feed() {
        return """
                feed: orders
                files:
                  - {names: ["*.csv"], format: csv}
                  - {names: ["*.ndjson"], format: lines}
                  - {names: ["*.json"], format: document}
                  - {names: ["*.list"], format: array}
                finished: {quiet: 1s}
                """;
    }

    private Path contracts() throws IOException {
        Path order = Files.createDirectories(directory.resolve("contracts/order"));
        Files.writeString(order.resolve("schema.json"), """
                {"type": "object", "required": ["id"],
                 "properties": {"id": {"type": "integer"}, "version": {"type": "integer"}, "name": {"type": "string"}}}
                """);
        Files.writeString(order.resolve("contract.yaml"), """
                type: order
                feeds: [orders]
                match: all
                schema: schema.json
                key: [/id]
                version: [{from: /version, as: integer}]
                keep: latest
                table: orders
                columns:
                  id:      {from: /id, type: bigint}
                  name:    {from: /name, type: text}
                  version: {from: "@version", type: bytea}
                """);
        Path root = order.getParent();
        Files.createDirectories(root.resolve("feeds"));
        Files.writeString(root.resolve("feeds/orders.yaml"), feed());
        Files.createDirectories(root.resolve("migrations"));
        Files.writeString(
                root.resolve("migrations/V1__orders.sql"),
                "CREATE TABLE orders (id bigint PRIMARY KEY, name text, version bytea NOT NULL);\n");
        return root;
    }
}
