package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contracts with conditions and a table in another schema, beside a table of the same name in the warehouse's schema, through
 * a run, an audit, a rebuild and an erasure.
 */
class ContractWordsTest {
    private static final String CONTRACT = """
            type: order
            feeds: [shop]
            match: {/kind: order, not: {/part: {}}}
            skip: {/test: true}
            schema: schema.json
            key: [/id]
            version: [{from: /at, as: integer}]
            keep: latest
            table: shop.orders
            columns:
              id:      {from: /id, type: bigint}
              large:   {when: {/amount: {minimum: 1000}}, type: boolean}
              version: {from: "@version", type: bytea}
            """;

    @TempDir
    private Path directory;

    @Test
    void workThroughAllStages() throws Exception {
        writeContracts();
        Files.writeString(
                Files.createDirectories(directory.resolve("inbox/shop")).resolve("orders.ndjson"), """
                {"kind": "order", "id": 1, "amount": 1000, "at": 1}
                {"kind": "order", "id": 1, "amount": 10, "at": 0}
                {"kind": "order", "id": 2, "at": 1}
                {"kind": "order", "id": 3, "amount": 1, "at": 1, "test": true}
                {"kind": "order", "id": "invalid, but left out", "test": true}
                {"kind": "order", "id": "invalid"}
                {"kind": "order", "id": 4, "part": 1, "at": 1}
                """);

        WherryCommand run = new PipelineDirectory(directory).runOnce();

        assertBalances(run);
        assertThat(sql("SELECT id, large FROM shop.orders ORDER BY id")).isEqualTo("id,large\n1,t\n2,f\n");
        assertThat(sql("SELECT id, large FROM public.orders")).isEqualTo("id,large\n4,f\n");
        assertThat(sql("SELECT outcome, events FROM ledger ORDER BY outcome"))
                .isEqualTo("outcome,events\naccepted,3\ninvalid,1\nskipped,2\nsuperseded,1\n");
        assertThat(sql("SELECT reasons->0->>'pointer' AS pointer FROM quarantine"))
                .isEqualTo("pointer\n/id\n");
        assertBalances(command("audit"));

        change("UPDATE shop.orders SET large = NOT large WHERE id = 1; UPDATE ledger_counts SET events = events + 1"
                + " WHERE outcome = 'skipped'");

        assertThat(command("audit").out())
                .contains("table shop.orders, key 1: ", "other values in columns large")
                .contains("table ledger, feed shop: expected 2 events skipped, found 3");
        WherryCommand rebuild = command("rebuild");
        assertThat(rebuild.exitCode()).as(rebuild.out()).isEqualTo(3);
        assertThat(rebuild.out()).contains("The result is not as before: table shop.orders.");
        assertThat(sql("SELECT id, large FROM shop.orders ORDER BY id")).isEqualTo("id,large\n1,t\n2,f\n");
        assertBalances(command("audit"));

        WherryCommand erase = WherryCommand.run("erase", "order", "1", "--home=" + directory.resolve("home"), "--yes");

        assertThat(erase.exitCode()).as(erase.out() + erase.err()).isZero();
        assertThat(sql("SELECT id FROM shop.orders")).isEqualTo("id\n2\n");
        assertBalances(command("audit"));
    }

    private void writeContracts() throws IOException {
        write("order", CONTRACT);
        write(
                "part",
                CONTRACT.replace("type: order", "type: part")
                        .replace("not: {/part: {}}", "/part: {minimum: 1}")
                        .replace("table: shop.orders", "table: orders"));
        String columns = " (id bigint PRIMARY KEY, large boolean NOT NULL, version bytea NOT NULL);\n";
        Files.writeString(
                Files.createDirectories(contracts().resolve("migrations")).resolve("V1__orders.sql"),
                "CREATE SCHEMA shop;\nCREATE TABLE shop.orders" + columns + "CREATE TABLE orders" + columns);
    }

    private void write(String type, String contract) throws IOException {
        Path own = Files.createDirectories(contracts().resolve(type));
        Files.writeString(own.resolve("contract.yaml"), contract);
        Files.writeString(own.resolve("schema.json"), "{\"properties\": {\"id\": {\"type\": \"integer\"}}}");
    }

    private void change(String statements) throws Exception {
        try (OfflineHome home = OfflineHome.attach(directory.resolve("home"), contracts())) {
            home.sql(statements);
        }
    }

    private String sql(String query) {
        return new PipelineDirectory(directory).csv(query);
    }

    private WherryCommand command(String name) {
        return WherryCommand.run(name, "--home=" + directory.resolve("home"));
    }

    private static void assertBalances(WherryCommand command) {
        assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
        assertThat(command.out()).contains("The books balance.");
    }

    private Path contracts() {
        return directory.resolve("contracts");
    }
}
