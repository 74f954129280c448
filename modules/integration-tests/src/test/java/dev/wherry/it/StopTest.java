package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.generator.Faults;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C. */
class StopTest {
    private static final Duration PROMISED = Duration.ofSeconds(15);

    @TempDir
    Path directory;

    @Test
    void everything_stops_in_time_and_nothing_is_left() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Path output = directory.resolve("output");
        ChallengeEvents.write(inbox, 1, 500, Faults.NONE);
        try (ChildProcess run = WherryCommand.start(output, WherryCommand.runArguments(inbox, home))) {
            Await.until(
                    Duration.ofSeconds(90),
                    () -> Files.exists(home.resolve("archive/cards")) || !run.isAlive(),
                    () -> "no file was taken");
            assertTrue(run.isAlive(), () -> "it ended by itself, see " + output);
            int kafka = Integer.parseInt(
                    Files.readString(home.resolve("kafka/port")).strip());
            int postgres = Integer.parseInt(
                    Files.readString(home.resolve("postgres/port")).strip());
            long postmaster = Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                    .get(0));

            long began = System.nanoTime();
            run.stop();

            assertTrue(System.nanoTime() - began < PROMISED.toNanos());
            assertClosed(kafka);
            assertClosed(postgres);
            // it removes its pid file, for which pg_ctl waits, just before it ends
            Await.until(
                    Duration.ofSeconds(5),
                    () -> ProcessHandle.of(postmaster).isEmpty(),
                    () -> "PostgreSQL still runs as process " + postmaster);
        }
    }

    private static void assertClosed(int port) {
        assertThrows(ConnectException.class, () -> connect(port));
    }

    private static void connect(int port) throws IOException {
        new Socket("127.0.0.1", port).close();
    }
}
