package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A home that a run with the shipped contracts has filled with one user. It is filled once for each JVM, and copied. */
public final class FilledHome {
    private static Path filled;

    private FilledHome() {}

    /** Copies the home. The copy must not exist. */
    public static synchronized void copyTo(Path home) throws IOException, InterruptedException {
        if (filled == null) {
            filled = fill(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "filled"));
        }
        // Kafka's index files are sparse, which Files.copy does not preserve
        Process copy = new ProcessBuilder("cp", "-a", filled.toString(), home.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(copy.getInputStream().readAllBytes());
        assertThat(copy.waitFor()).as(output).isZero();
    }

    private static Path fill(Path directory) {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        WherryCommand generate = WherryCommand.run(
                "generate", "users", "--directory=" + inbox.resolve("users"), "--count=1", "--seed=1");
        assertThat(generate.exitCode()).as(generate.err()).isZero();
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("The books balance.");
        return home;
    }
}
