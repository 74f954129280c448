package dev.wherry.bench;

import dev.wherry.embedded.Directories;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the benchmarks are to be run.
 *
 * @param rounds how often each contestant is measured; they take turns
 * @param scale by which the numbers of events are multiplied
 * @param peers whether peers are measured, too
 * @param directory where everything that a run writes lies, the inboxes included
 * @param contracts the directory of contracts
 * @param progress what is being done
 */
public record BenchmarkConfig(int rounds, double scale, boolean peers, Path directory, Path contracts, PrintWriter progress) {
    public BenchmarkConfig {
        if (rounds < 1 || scale <= 0) {
            throw new IllegalArgumentException(
                    "There is nothing to measure in " + rounds + " rounds of scale " + scale);
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** That number of events, at this run's scale. */
    public int scaled(int events) {
        return (int) Math.max(100, Math.round(events * scale));
    }

    /** An empty directory for a benchmark, which it deletes at its end. */
    public Path emptyDirectory(String name) throws IOException {
        Path empty = directory.resolve(name);
        Directories.delete(empty);
        return Files.createDirectories(empty);
    }

    public void say(String what) {
        progress.println(what);
        progress.flush();
    }
}
