package dev.wherry.bench;

import dev.wherry.embedded.Directories;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The options of a benchmark run.
 *
 * @param rounds number of samples per contestant
 * @param scale factor for the number of events
 * @param peers whether to measure other products as well
 * @param directory for everything that a run writes, including the inboxes
 * @param contracts the directory of contracts
 * @param progress receives progress messages
 */
public record BenchmarkConfig(
        int rounds, double scale, boolean peers, Path directory, Path contracts, PrintWriter progress) {
    public BenchmarkConfig {
        if (rounds < 1 || scale <= 0) {
            throw new IllegalArgumentException(
                    "rounds must be at least 1 and scale positive, but are " + rounds + " and " + scale);
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** Scales a number of events; the result is at least 100. */
    public int scaled(int events) {
        return (int) Math.max(100, Math.round(events * scale));
    }

    /** Creates an empty directory for a benchmark, which has to delete it at the end. */
    public Path emptyDirectory(String name) throws IOException {
        Path path = directory.resolve(name);
        Directories.delete(path);
        return Files.createDirectories(path);
    }

    /** Prints a progress message. */
    public void log(String message) {
        progress.println(message);
        progress.flush();
    }
}
