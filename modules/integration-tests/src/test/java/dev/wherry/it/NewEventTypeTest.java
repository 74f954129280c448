package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No code names a contract: a directory of files and a migration make a new event type. */
class NewEventTypeTest {
    @TempDir
    Path directory;

    @Test
    void aThirdEventTypeNeedsOnlyAContractAndAMigration() throws Exception {
        Path contracts = directory.resolve("contracts");
        DirectoryCopy.copy(WherryCommand.SHIPPED_CONTRACTS, contracts);
        Path order = Files.createDirectory(contracts.resolve("order"));
        Files.writeString(order.resolve("schema.json"), """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "required": ["type", "event_id", "at", "order"],
                  "properties": {"order": {"type": "object", "required": ["number", "tags"]}}
                }
                """);
        Files.writeString(order.resolve("contract.yaml"), """
                type: order
                feeds: [orders]
                match: {/type: order}
                schema: schema.json
                id: /event_id
                key: [/order/number]
                version: [{from: /at, as: timestamp}]
                keep: latest
                table: orders
                columns:
                  number:  {from: /order/number, type: bigint}
                  amount:  {from: /order/amount, type: numeric}
                  tags:    {from: /order/tags, type: "text[]"}
                  at:      {from: /at, type: timestamptz}
                  version: {from: "@version", type: bytea}
                """);
        Files.writeString(contracts.resolve("migrations/V2__orders.sql"), """
                CREATE TABLE orders (
                  number bigint PRIMARY KEY, amount numeric, tags text[], at timestamptz, version bytea NOT NULL
                );
                """);
        Path inbox = directory.resolve("inbox");
        Path orders = Files.createDirectories(inbox.resolve("orders"));
        Files.writeString(orders.resolve("new.json"), order("b", "2026-01-02T00:00:00Z", "12.340"));
        Files.writeString(orders.resolve("old.json"), order("a", "2026-01-01T00:00:00Z", "1.5"));
        Path home = directory.resolve("home");

        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--contracts=" + contracts));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.value("SELECT (number, amount, tags)::text FROM orders"))
                    .isEqualTo("(7,12.340,\"{new,\"\"two words\"\"}\")");
        }
    }

    private static String order(String id, String at, String amount) {
        return """
                {"type": "order", "event_id": "%s", "at": "%s",
                 "order": {"number": 7, "amount": %s, "tags": ["new", "two words"]}}
                """.formatted(id, at, amount);
    }
}
