package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.s3.TestS3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wherry run} on a lake in S3, with kills in the midst, a missing day and a replaced object. */
class S3SourceTest {
    private static final int OBJECTS_A_DAY = 20;
    private static final int ROWS_AN_OBJECT = 50;
    private static final String ROWS = "SELECT id, amount FROM orders ORDER BY id";

    @TempDir
    Path path;

    private PipelineDirectory directory;
    private TestS3Server server;
    private final Map<Integer, Integer> expected = new TreeMap<>();

    @BeforeEach
    void writeTheContractAndStartTheServer() throws IOException {
        directory = new PipelineDirectory(path);
        server = new TestS3Server("lake");
        Files.createDirectories(directory.contracts().resolve("order"));
        Files.createDirectories(directory.contracts().resolve("migrations"));
        Files.createDirectories(directory.contracts().resolve("feeds"));
        Files.writeString(directory.contracts().resolve("order/schema.json"), """
                {"properties": {"id": {"type": "integer"}, "amount": {"type": "integer"},
                  "revision": {"type": "integer"}}}
                """);
        Files.writeString(directory.contracts().resolve("order/contract.yaml"), """
                type: order
                feeds: [orders]
                match: all
                schema: schema.json
                key: [/id]
                version: [{from: /revision, as: integer}]
                keep: latest
                table: orders
                columns:
                  id: {from: /id, type: bigint}
                  amount: {from: /amount, type: bigint}
                  source_file: {from: "@file", type: text}
                  version: {from: "@version", type: bytea}
                """);
        Files.writeString(directory.contracts().resolve("migrations/V1__orders.sql"), """
                CREATE TABLE orders (
                  id bigint PRIMARY KEY, amount bigint, source_file text NOT NULL, version bytea NOT NULL);
                """);
        writeFeed("skip");
    }

    @AfterEach
    void stopTheServer() throws IOException {
        server.close();
    }

    private void writeFeed(String missing) throws IOException {
        Files.writeString(
                directory.contracts().resolve("feeds/orders.yaml"), """
                feed: orders
                files: [{names: ["*.csv"], format: csv}]
                source:
                  s3: {bucket: lake, key: "orders/{day}/*.csv", endpoint: "%s", anonymous: true}
                  days: {from: 2019-04-01, to: 2019-04-03, missing: %s}
                """.formatted(server.endpoint(), missing));
    }

    @Test
    void killsAMissingDayAndAReplacedObjectYieldTheExpectedRows() throws Exception {
        int id = 0;
        for (String day : List.of("2019-04-01", "2019-04-03")) {
            for (int object = 0; object < OBJECTS_A_DAY; object++) {
                server.bucket().put("orders/" + day + "/" + (100 + object) + ".csv", rows(id, 1));
                id += ROWS_AN_OBJECT;
            }
        }
        // slow enough to be killed in the midst
        server.faults(request -> {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            return TestS3Server.Fault.NONE;
        });
        for (int kill = 1; kill <= 3; kill++) {
            int requests = server.requests().size() + 12;
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
        Map<String, Integer> records = RawTopics.recordsByFile(directory.home(), "orders");
        assertThat(records).hasSize(2 * OBJECTS_A_DAY);
        assertThat(records.values()).allMatch(count -> count == ROWS_AN_OBJECT);

        server.bucket().put("orders/2019-04-03/107.csv", rows((OBJECTS_A_DAY + 7) * ROWS_AN_OBJECT, 2));
        assertRunOnce();

        assertThat(rowsOf()).isEqualTo(expected);
        records.merge("orders/2019-04-03/107.csv", ROWS_AN_OBJECT, Integer::sum);
        assertThat(RawTopics.recordsByFile(directory.home(), "orders")).isEqualTo(records);

        writeFeed("fail");
        WherryCommand missing = WherryCommand.run(arguments().toArray(String[]::new));

        assertThat(missing.exitCode()).as(missing.out()).isEqualTo(3);
        assertThat(missing.out()).contains("Feed orders has no object for the day 2019-04-02");
        assertThat(directory.command("audit").exitCode()).isZero();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("run", "--once", "--home=" + directory.home()));
        arguments.add("--contracts=" + directory.contracts());
        arguments.addAll(List.of("--kafka-port=0", "--connect-port=0", "--postgres-port=0"));
        return arguments;
    }

    private void assertRunOnce() {
        WherryCommand run = WherryCommand.run(arguments().toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private String rows(int firstId, int revision) {
        StringBuilder rows = new StringBuilder("id,amount,revision\n");
        for (int id = firstId; id < firstId + ROWS_AN_OBJECT; id++) {
            int amount = 10 * id + revision;
            expected.put(id, amount);
            rows.append(id)
                    .append(',')
                    .append(amount)
                    .append(',')
                    .append(revision)
                    .append('\n');
        }
        return rows.toString();
    }

    private Map<Integer, Integer> rowsOf() {
        Map<Integer, Integer> rows = new TreeMap<>();
        directory.csv(ROWS).lines().skip(1).forEach(line -> {
            String[] cells = line.split(",");
            rows.put(Integer.valueOf(cells[0]), Integer.valueOf(cells[1]));
        });
        return rows;
    }
}
