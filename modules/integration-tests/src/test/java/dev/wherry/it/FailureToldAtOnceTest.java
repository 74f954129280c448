package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a person can mend is told on the terminal at once, and the run ends. */
class FailureToldAtOnceTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration DOCUMENTED_STOP = Duration.ofSeconds(15);
    /** How Connect logs that a task has failed. */
    private static final String TASK_FAILED = "Task threw an uncaught and unrecoverable exception";

    @TempDir
    Path directory;

    @Test
    void aMigrationThatFailsIsToldWithinTwoSecondsOfTheFailure() throws Exception {
        Path contracts = directory.resolve("contracts");
        DirectoryCopy.copy(WherryCommand.SHIPPED_CONTRACTS, contracts);
        Files.writeString(contracts.resolve("migrations/V2__orders.sql"), "CREATE TABEL orders (id bigint);");
        Path home = directory.resolve("home");
        Path output = directory.resolve("output");
        try (ChildProcess run = WherryCommand.start(
                output,
                List.of(WherryCommand.runOnceArguments(
                        directory.resolve("inbox"), home, "--contracts=" + contracts)))) {
            await("the sentence")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(20))
                    .failFast("the run has ended without it", () -> !run.isAlive() && !isTold(run))
                    .until(() -> isTold(run));
            Instant told = Instant.now();

            assertThat(run.await()).as(run::output).isEqualTo(1);
            Instant ended = Instant.now();
            Instant failed = failedAt(home.resolve("logs/wherry.log"));
            assertThat(Duration.between(failed, told))
                    .as("failed at %s", failed)
                    .isLessThan(AT_ONCE);
            assertThat(Duration.between(told, ended)).isLessThan(DOCUMENTED_STOP);
        }
    }

    private static boolean isTold(ChildProcess run) {
        return run.output().contains("V2__orders.sql failed at line 1");
    }

    private static Instant failedAt(Path log) throws Exception {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(TASK_FAILED))
                .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                        .toInstant())
                .findFirst()
                .orElseThrow();
    }
}
