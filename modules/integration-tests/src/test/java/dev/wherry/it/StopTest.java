package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops the pipeline by SIGTERM, as Ctrl-C does by SIGINT. */
class StopTest {
    private static final Duration DOCUMENTED_LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path directory;

    @Test
    void stopsInTimeAndLeavesNoProcess() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Path output = directory.resolve("output");
        ChallengeEvents.write(inbox, 1, 500, FaultConfig.NONE);
        try (ChildProcess run = WherryCommand.start(output, WherryCommand.runArguments(inbox, home))) {
            await("the first archived file")
                    .atMost(Duration.ofSeconds(90))
                    .failFast(() -> assertThat(run.isAlive()).as(run::output).isTrue())
                    .until(() -> Files.exists(home.resolve("archive/cards")));
            int kafka = Integer.parseInt(
                    Files.readString(home.resolve("kafka/port")).strip());
            int postgres = Integer.parseInt(
                    Files.readString(home.resolve("postgres/port")).strip());
            long postmaster = Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                    .get(0));

            long began = System.nanoTime();
            run.stop();

            assertThat(System.nanoTime() - began).isLessThan(DOCUMENTED_LIMIT.toNanos());
            assertClosed(kafka);
            assertClosed(postgres);
            // the postmaster removes its pid file, for which pg_ctl waits, just before it exits
            await("the exit of the postmaster, process " + postmaster)
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> ProcessHandle.of(postmaster).isEmpty());
        }
    }

    @Test
    void aRunThatIsStoppedBeforeItsEndSaysSo() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Path output = directory.resolve("output");
        try (EventService writer = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                        .rate(200)
                        .faults(FaultConfig.NONE)
                        .build());
                ChildProcess run = WherryCommand.start(output, List.of(WherryCommand.runOnceArguments(inbox, home)))) {
            await("the first archived file")
                    .atMost(Duration.ofSeconds(90))
                    .failFast(() -> assertThat(run.isAlive()).as(run::output).isTrue())
                    .until(() -> Files.exists(home.resolve("archive/cards")));

            run.stop();

            assertThat(run.await()).as(run::output).isEqualTo(3);
            assertThat(run.output())
                    .containsPattern(
                            "- The run was stopped before its end: pending files [\\d,]+, events in flight [\\d,]+\\."
                                    + " Run it again to continue.")
                    .contains("Exit code 3: not everything is in the warehouse as it should be.")
                    .doesNotContain("balance");
        }
    }

    private static void assertClosed(int port) {
        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }

    private static void connect(int port) throws IOException {
        new Socket("127.0.0.1", port).close();
    }
}
