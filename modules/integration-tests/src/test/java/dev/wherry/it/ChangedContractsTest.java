package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts that change between two starts, through a run, an audit and a rebuild of one type. */
class ChangedContractsTest {
    private static final String ORDER = """
            type: order
            feeds: [shop]
            match: {/kind: order}
            schema: schema.json
            key: [/id]
            version: [{from: /at, as: integer}]
            keep: latest
            table: orders
            columns:
              id:      {from: /id, type: bigint}
              amount:  {from: /amount, type: bigint}
              version: {from: "@version", type: bytea}
            """;
    private static final String NOTE = "  note:    {from: /note, type: text}\n";
    private static final String VISIT = """
            type: visit
            feeds: [visits]
            match: all
            schema: schema.json
            key: [/id]
            keep: every
            table: visits
            columns:
              id:    {from: /id, type: bigint}
              place: {from: /place, type: text}
            """;
    private static final String CUSTOMER = ORDER.replace("order", "customer").replace("[shop]", "[customers]");
    private static final String SCHEMA = """
            {"properties": {"id": {"type": "integer"}}, "required": ["id"]}""";
    private static final String NOT_COMPARED =
            "Not compared, because it was added to the contract order after rows had been written: /columns/note.";

    @TempDir
    private Path directory;

    private PipelineDirectory pipeline;

    @BeforeEach
    void firstRun() throws Exception {
        pipeline = new PipelineDirectory(directory);
        write("order", ORDER, SCHEMA);
        write("visit", VISIT, SCHEMA);
        migration("V1__tables.sql", """
                CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, version bytea NOT NULL);
                CREATE TABLE visits (id bigint PRIMARY KEY, place text);
                """);
        file("shop/1.ndjson", """
                {"kind": "order", "id": 1, "at": 1, "amount": 10, "note": "a", "cost": 7}
                {"kind": "order", "id": 1, "at": 2, "amount": 11, "note": "b", "cost": 8}
                {"kind": "order", "id": 1, "at": 0, "amount": 9}
                {"kind": "order", "id": "invalid"}
                {"kind": "order", "id": 2, "at": 1, "amount": 20, "note": "c", "cost": 9}
                """);
        file("visits/1.ndjson", """
                {"id": 1, "place": "Berlin"}
                {"id": 1, "place": "Berlin"}
                {"id": 1, "place": "Hamburg"}
                {"id": 2, "place": "Bonn"}
                """);
        assertThat(assertBalances(pipeline.runOnce()).out()).doesNotContain("contract");
    }

    @Test
    void mayGainAColumnAPropertyAFeedAndATypeAndLoseThem() throws Exception {
        write("order", ORDER.replace("[shop]", "[returns, shop]") + NOTE, SCHEMA.replace("}}", "}, \"note\": {}}"));
        write("customer", CUSTOMER, SCHEMA);
        migration("V2__note.sql", """
                ALTER TABLE orders ADD COLUMN note text;
                CREATE TABLE customers (id bigint PRIMARY KEY, amount bigint, version bytea NOT NULL);
                """);
        file("shop/2.ndjson", """
                {"kind": "order", "id": 2, "at": 2, "amount": 21, "note": "d"}
                {"kind": "order", "id": 1, "at": 1, "amount": 10, "note": "a", "cost": 7}
                """);
        file("returns/1.ndjson", "{\"kind\": \"order\", \"id\": 3, \"at\": 1, \"amount\": 30, \"note\": \"e\"}\n");
        file("customers/1.ndjson", "{\"kind\": \"customer\", \"id\": 1, \"at\": 1, \"amount\": 0}\n");
        file("visits/2.ndjson", "{\"id\": 2, \"place\": \"Bonn\"}\n{\"id\": 3, \"place\": \"Trier\"}\n");

        WherryCommand changed = assertBalances(pipeline.runOnce());

        assertThat(changed.out())
                .contains("The contract customer is new.")
                .contains("/feeds of the contract order has gained returns and applies to events from now on")
                .contains("/schema of the contract order has gained optional properties.")
                .contains(
                        "/columns/note of the contract order was added after rows had been written: they lack it until `wherry rebuild order`.");
        assertThat(sql("SELECT id, amount, note FROM orders ORDER BY id"))
                .isEqualTo("id,amount,note\n1,11,\n2,21,d\n3,30,e\n");
        assertThat(sql("SELECT count(*) AS customers FROM customers")).isEqualTo("customers\n1\n");
        assertThat(assertBalances(pipeline.command("audit")).out()).contains(NOT_COMPARED);
        String books = books();

        try (ChildProcess running = startRun()) {
            assertThat(running.output()).contains("`wherry rebuild order`").doesNotContain("is new");
            file("shop/3.ndjson", "{\"kind\": \"order\", \"id\": 4, \"at\": 1, \"amount\": 40, \"note\": \"f\"}\n");

            for (String type : List.of("order", "visit")) {
                WherryCommand rebuild = pipeline.command("rebuild", type);
                assertThat(rebuild.exitCode()).as(rebuild.out() + rebuild.err()).isZero();
                assertThat(rebuild.out()).contains("rows in the table " + type + "s.");
            }

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(sql("SELECT id, amount, note FROM orders ORDER BY id"))
                            .isEqualTo("id,amount,note\n1,11,b\n2,21,d\n3,30,e\n4,40,f\n"));
            assertThat(assertBalances(pipeline.command("audit")).out()).doesNotContain("Not compared");
            assertThat(running.isAlive()).isTrue();
        }

        assertThat(books())
                .as("the sink has counted the same again")
                .isEqualTo(books.replace("shop,accepted,4", "shop,accepted,5"));
        assertThat(sql("SELECT id, place FROM visits ORDER BY id")).isEqualTo("id,place\n1,Berlin\n2,Bonn\n3,Trier\n");
        remove("customer");
        write("order", ORDER, SCHEMA);
        Files.move(pipeline.inbox().resolve("customers"), directory.resolve("former-customers"));

        WherryCommand lost = pipeline.runOnce();

        assertThat(lost.exitCode()).as(lost.out() + lost.err()).isEqualTo(3);
        assertThat(lost.out())
                .contains("The directory returns/ (1 file) in the inbox is no feed of these contracts")
                .contains("The contract customer is gone: its table customers is left as it is.")
                .contains("/columns/note of the contract order has been removed")
                .contains("/feeds of the contract order has lost returns")
                .doesNotContain("until `wherry rebuild order`");
        Files.move(pipeline.inbox().resolve("returns"), directory.resolve("former-returns"));
        assertBalances(pipeline.runOnce());
        assertThat(sql("SELECT id FROM orders WHERE id = 3"))
                .as("of a feed that is gone")
                .isEqualTo("id\n3\n");
    }

    @Test
    void rowsThatFollowTheFormerContractAreAProblemUntilTheirTypeIsRebuilt() throws Exception {
        write("order", ORDER.replace("from: /amount", "from: /cost"), SCHEMA);
        String sentence =
                "/columns/amount of the contract order has changed after rows had been written: they follow the former"
                        + " contract until `wherry rebuild order`.";

        WherryCommand stale = pipeline.runOnce();

        assertThat(stale.exitCode()).as(stale.out()).isEqualTo(3);
        assertThat(stale.out()).contains(sentence);
        WherryCommand audit = pipeline.command("audit");
        assertThat(audit.exitCode()).isEqualTo(3);
        assertThat(audit.out()).isEqualTo(sentence + "\n");

        assertBalances(pipeline.command("rebuild", "order"));

        assertThat(sql("SELECT id, amount FROM orders ORDER BY id")).isEqualTo("id,amount\n1,8\n2,9\n");
        assertThat(assertBalances(pipeline.runOnce()).out()).doesNotContain("contract");
    }

    @Test
    void refusesWhatTheStateCannotBeContinuedWithAndTakesADeletion() throws Exception {
        write("order", ORDER.replace("keep: latest", "keep: first"), SCHEMA);

        WherryCommand refused = pipeline.runOnce();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "wherry: The streams app does not start: %s: /keep of the contract order was latest and is first, with which the stored state cannot be continued: undo the change, or run `wherry rebuild`, which builds everything again.\n"
                                .formatted(pipeline.contracts().resolve("order/contract.yaml")));
        assertThat(pipeline.command("rebuild", "order").err())
                .contains("/keep of the contract order was latest and is first");

        write("order", ORDER + "delete: {/gone: true}\n", SCHEMA);
        file("shop/2.ndjson", "{\"kind\": \"order\", \"id\": 1, \"at\": 3, \"gone\": true}\n");

        assertThat(assertBalances(pipeline.runOnce()).out())
                .contains("/delete of the contract order has been added and applies");

        assertThat(sql("SELECT id FROM orders")).isEqualTo("id\n2\n");
        assertBalances(pipeline.command("audit"));

        write("order", ORDER.replace("keep: latest", "keep: first"), SCHEMA);
        pipeline.command("rebuild");

        assertThat(sql("SELECT id, amount FROM orders ORDER BY id")).isEqualTo("id,amount\n1,9\n2,20\n");
        assertThat(assertBalances(pipeline.runOnce()).out()).doesNotContain("contract");
    }

    private String books() {
        return sql("SELECT feed, outcome, events FROM ledger ORDER BY 1, 2")
                + sql("SELECT file, events, accepted, superseded, duplicate, invalid FROM receipts"
                        + " WHERE file <> 'shop/3.ndjson' ORDER BY file")
                + sql("SELECT topic, record_offset, reasons FROM quarantine ORDER BY 1, 2");
    }

    private ChildProcess startRun() throws IOException {
        List<String> arguments = new ArrayList<>(WherryCommand.pipelineOptions(
                pipeline.inbox(), pipeline.home(), "--contracts=" + pipeline.contracts()));
        arguments.add(0, "run");
        ChildProcess running = WherryCommand.start(directory.resolve("run.out"), arguments);
        await().atMost(Duration.ofMinutes(5))
                .untilAsserted(() -> assertThat(running.output()).contains("Running."));
        return running;
    }

    private String sql(String query) {
        WherryCommand sql = WherryCommand.run("sql", "--home=" + pipeline.home(), "--csv", query);
        assertThat(sql.exitCode()).as(sql.err()).isZero();
        return sql.out();
    }

    private static WherryCommand assertBalances(WherryCommand command) {
        assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
        assertThat(command.out()).contains("The books balance.");
        return command;
    }

    private void write(String type, String contract, String schema) throws IOException {
        Path own = Files.createDirectories(pipeline.contracts().resolve(type));
        Files.writeString(own.resolve("contract.yaml"), contract);
        Files.writeString(own.resolve("schema.json"), schema);
    }

    private void remove(String type) throws IOException {
        Files.delete(pipeline.contracts().resolve(type).resolve("contract.yaml"));
        Files.delete(pipeline.contracts().resolve(type).resolve("schema.json"));
        Files.delete(pipeline.contracts().resolve(type));
    }

    private void migration(String name, String statements) throws IOException {
        Files.writeString(
                Files.createDirectories(pipeline.contracts().resolve("migrations"))
                        .resolve(name),
                statements);
    }

    private void file(String name, String lines) throws IOException {
        Path file = pipeline.inbox().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }
}
