package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.s3.TestS3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    private OrdersLake lake;
    private TestS3Server server;
    private final Map<Integer, Integer> expected = new TreeMap<>();

    @BeforeEach
    void writeTheContractAndStartTheServer() throws IOException {
        directory = new PipelineDirectory(path);
        lake = new OrdersLake(directory, days("skip"));
        server = lake.server();
    }

    @AfterEach
    void stopTheServer() throws IOException {
        lake.close();
    }

    private static String days(String missing) {
        return "days: {from: 2019-04-01, to: 2019-04-03, missing: %s}".formatted(missing);
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
            try (ChildProcess run = WherryCommand.start(path.resolve("output"), List.of(lake.runArguments("--once")))) {
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

        lake.feed("anonymous: true", days("fail"));
        WherryCommand missing = WherryCommand.run(lake.runArguments("--once"));

        assertThat(missing.exitCode()).as(missing.out()).isEqualTo(3);
        assertThat(missing.out()).contains("Feed orders has no object for the day 2019-04-02");
        assertThat(directory.command("audit").exitCode()).isZero();
    }

    private void assertRunOnce() {
        WherryCommand run = WherryCommand.run(lake.runArguments("--once"));
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
