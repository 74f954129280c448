package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that are asked for besides those of the feed file: by {@code wherry run --days} and {@code wherry backfill}. */
class BackfillTest {
    private static final LocalDate FIRST = LocalDate.parse("2019-04-01");
    private static final String DAYS = "SELECT DISTINCT split_part(source_file, '/', 2) AS day FROM orders ORDER BY 1";

    @TempDir
    Path path;

    private OrdersLake lake;

    @BeforeEach
    void fillTheLake() throws IOException {
        lake = new OrdersLake(new PipelineDirectory(path), "days: {from: 2019-04-03, to: 2019-04-03, late: 0d}");
        for (int day = 0; day < 5; day++) {
            lake.server().bucket().put(key(day, "a"), "id,amount,revision\n%d,%d,1\n".formatted(day, 10 * day));
        }
    }

    @AfterEach
    void stopTheStore() throws IOException {
        lake.close();
    }

    private static String key(int day, String name) {
        return "orders/" + FIRST.plusDays(day) + "/" + name + ".csv";
    }

    @Test
    void aRunReadsTheDaysOfItsOptionInsteadOfThoseOfTheFeedFile() {
        WherryCommand run = WherryCommand.run(lake.runArguments("--once", "--days=2019-04-01..2019-04-02"));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(days()).containsExactly("2019-04-01", "2019-04-02");

        assertThat(WherryCommand.run(lake.runArguments("--once")).exitCode()).isZero();
        assertThat(days()).containsExactly("2019-04-01", "2019-04-02", "2019-04-03");

        lake.server().bucket().put(key(1, "late"), "id,amount,revision\n7,70,1\n");
        assertThat(WherryCommand.run(lake.runArguments("--once", "--days=2019-04-02"))
                        .exitCode())
                .isZero();
        assertThat(RawTopics.recordsByFile(lake.directory().home(), "orders"))
                .containsOnlyKeys(key(0, "a"), key(1, "a"), key(1, "late"), key(2, "a"))
                .allSatisfy((file, records) -> assertThat(records).isEqualTo(1));
        assertThat(lake.directory().command("audit").exitCode()).isZero();
    }

    @Test
    void theCommandLetsARunningConnectorReadFurtherDays() throws Exception {
        String connect = "--connect=http://127.0.0.1:" + FreePort.any();
        String port = "--connect-port=" + connect.substring(connect.lastIndexOf(':') + 1);
        try (ChildProcess run = WherryCommand.start(path.resolve("output"), List.of(lake.runArguments(port)))) {
            awaitDays(run, "2019-04-03");

            assertBackfill(connect, "2019-04-01..2019-04-02");
            awaitDays(run, "2019-04-01", "2019-04-02", "2019-04-03");

            lake.server().bucket().put(key(0, "late"), "id,amount,revision\n7,70,1\n");
            assertBackfill(connect, "2019-04-01..2019-04-02");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(lake.directory().csv("SELECT amount FROM orders WHERE id = 7"))
                            .contains("70"));

            WherryCommand mistyped = WherryCommand.run("backfill", "order", "--days=2019-04-01", connect);
            assertThat(mistyped.exitCode()).isEqualTo(2);
            assertThat(mistyped.err()).contains("No connector reads the feed order. Did you mean orders?");
            for (String wrong : List.of("soon", "2019-04-02..2019-04-01", "yesterday..2019-04-01..today")) {
                WherryCommand refused = WherryCommand.run("backfill", "orders", "--days=" + wrong, connect);
                assertThat(refused.exitCode()).as(wrong).isEqualTo(2);
                assertThat(refused.err()).contains("--days " + wrong + ": write the first and the last day");
            }
            assertThat(run.stop()).as(run::output).isZero();
        }
        assertThat(RawTopics.recordsByFile(lake.directory().home(), "orders"))
                .containsOnlyKeys(key(0, "a"), key(0, "late"), key(1, "a"), key(2, "a"))
                .allSatisfy((file, records) -> assertThat(records).isEqualTo(1));
    }

    private static void assertBackfill(String connect, String days) {
        WherryCommand backfill = WherryCommand.run("backfill", "orders", "--days=" + days, connect);
        assertThat(backfill.exitCode()).as(backfill.err()).isZero();
        assertThat(backfill.out())
                .isEqualToIgnoringNewLines("wherry-s3 also reads the days " + days + " of the feed orders.");
    }

    private void awaitDays(ChildProcess run, String... expected) {
        await().atMost(Duration.ofMinutes(2))
                .failFast(() -> assertThat(run.isAlive()).as(run::output).isTrue())
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(days()).containsExactly(expected));
    }

    private List<String> days() {
        return lake.directory().csv(DAYS).lines().skip(1).toList();
    }
}
