package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.http.TestApiServer;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wherry run} on a paged API that fails for every fifth request, with kills in the midst and days that are asked for. */
class HttpSourceTest {
    private static final List<String> TYPES =
            List.of("balance_transaction", "charge", "customer", "dispute", "payout", "refund");
    private static final List<String> DAYS = List.of("2019-04-01", "2019-04-02");
    private static final int ITEMS = 40;
    private static final String KEY = "key-of-the-test";
    private static final String ROWS = "SELECT id, amount FROM documents ORDER BY id";

    @TempDir
    Path path;

    private final Random random = new Random(1);
    private final Map<String, String> expected = new TreeMap<>();
    private PipelineDirectory directory;
    private TestApiServer server;

    @BeforeEach
    void writeTheContractAndStartTheServer() throws IOException {
        directory = new PipelineDirectory(path);
        server = new TestApiServer();
        server.faults(this::fault);
        Files.writeString(path.resolve("secrets.properties"), "api-key=" + KEY + "\n");
        for (String name : List.of("document", "migrations", "feeds")) {
            Files.createDirectories(directory.contracts().resolve(name));
        }
        Files.writeString(directory.contracts().resolve("document/schema.json"), """
                {"properties": {"id": {"type": "string"}, "amount": {"type": "integer"}}}
                """);
        Files.writeString(directory.contracts().resolve("document/contract.yaml"), """
                type: document
                feeds: [documents]
                match: all
                schema: schema.json
                key: [/id]
                version: [{from: /revision, as: integer}]
                keep: latest
                table: documents
                columns:
                  id: {from: /id, type: text}
                  amount: {from: /amount, type: bigint}
                  source_file: {from: "@file", type: text}
                  version: {from: "@version", type: bytea}
                """);
        Files.writeString(directory.contracts().resolve("migrations/V1__documents.sql"), """
                CREATE TABLE documents (
                  id text PRIMARY KEY, amount bigint, source_file text NOT NULL, version bytea NOT NULL);
                """);
        Files.writeString(directory.contracts().resolve("feeds/documents.yaml"), """
                feed: documents
                source:
                  http:
                    method: POST
                    url: %s/data
                    headers: {x-api-key: "${file:%s:api-key}"}
                    body: {day: "{day}", type: "{type}", limit: 7}
                    each: {type: [%s]}
                    items: /data
                    next: {body: {after: "{last:/id}"}}
                    retry: {wait: 5ms, times: 20}
                  days: {from: 2019-04-01, to: 2019-04-02}
                """.formatted(
                        server.url(), path.resolve("secrets.properties"), String.join(", ", TYPES)));
        for (String type : TYPES) {
            for (String day : DAYS) {
                for (int i = 0; i < ITEMS; i++) {
                    add(type, day, i, 1);
                }
            }
        }
    }

    @AfterEach
    void stopTheServer() throws IOException {
        server.close();
    }

    private synchronized TestApiServer.Fault fault(HttpRequest request) {
        // slow enough to be killed in the midst
        await().pollDelay(Duration.ofMillis(10)).until(() -> true);
        if (!KEY.equals(request.headers().get("x-api-key"))) {
            return TestApiServer.Fault.instead(HttpAnswer.of(401, "{\"error\": \"no key\"}"));
        }
        return random.nextInt(5) == 0
                ? TestApiServer.Fault.instead(HttpAnswer.of(502, "<html>Bad Gateway</html>"))
                : TestApiServer.Fault.NONE;
    }

    private void add(String type, String day, int number, int revision) {
        server.items().add(type, day, item(type, day, number, revision));
    }

    /** Is expected from now on. */
    private String item(String type, String day, int number, int revision) {
        String id = type + "-" + day + "-" + number;
        int amount = 10 * number + revision;
        expected.put(id, String.valueOf(amount));
        return "{\"id\": \"%s\", \"amount\": %d, \"revision\": %d}".formatted(id, amount, revision);
    }

    @Test
    void killsAndFailuresYieldTheExpectedRows() throws Exception {
        for (int kill = 1; kill <= 3; kill++) {
            int requests = server.requests().size() + 25;
            try (ChildProcess run = WherryCommand.start(path.resolve("output"), arguments())) {
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(5))
                        .failFast(
                                () -> assertThat(run.isAlive()).as(run::output).isTrue())
                        .until(() -> server.requests().size() >= requests);
                run.kill();
            }
        }

        assertRunOnce();

        assertThat(rowsOf()).isEqualTo(expected);
        Map<String, Integer> records = RawTopics.recordsByFile(directory.home(), "documents");
        assertThat(records).containsKeys("charge/2019-04-01/000001", "refund/2019-04-02/000006");
        assertThat(records.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(expected.size());

        add("charge", "2019-04-01", ITEMS, 1);
        server.items().replace("charge", "2019-04-02", 3, item("charge", "2019-04-02", 3, 2));
        int requests = server.requests().size();
        assertRunOnce();
        assertThat(server.requests()).as("days that are complete").hasSize(requests);

        assertRunOnce("--days=2019-04-01..2019-04-02");

        assertThat(rowsOf()).isEqualTo(expected);
        assertThat(RawTopics.recordsByFile(directory.home(), "documents").values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(expected.size() + 1);
        assertThat(directory.command("audit").exitCode()).isZero();
    }

    private List<String> arguments(String... further) {
        List<String> arguments = new ArrayList<>(List.of("run", "--once", "--home=" + directory.home()));
        arguments.add("--contracts=" + directory.contracts());
        arguments.addAll(List.of("--kafka-port=0", "--connect-port=0", "--postgres-port=0"));
        Stream.of(further).forEach(arguments::add);
        return arguments;
    }

    private void assertRunOnce(String... further) {
        WherryCommand run = WherryCommand.run(arguments(further).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.err() + run.out()).doesNotContain(KEY);
    }

    private Map<String, String> rowsOf() {
        Map<String, String> rows = new TreeMap<>();
        directory.csv(ROWS).lines().skip(1).forEach(line -> {
            String[] cells = line.split(",");
            rows.put(cells[0], cells[1]);
        });
        return rows;
    }
}
