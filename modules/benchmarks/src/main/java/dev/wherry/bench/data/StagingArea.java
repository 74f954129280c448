package dev.wherry.bench.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes event files outside of the inbox, to be renamed into it in one step. Event numbers increase across batches.
 */
public final class StagingArea {
    private final Path directory;
    private final CardEvents events;
    private long next;

    /** @param directory on the same file system as the inboxes */
    public StagingArea(Path directory, CardEvents events) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.events = events;
    }

    /** Writes a directory with one file per event. */
    public StagedEvents documents(String name, int count) throws IOException {
        Path path = Files.createDirectory(directory.resolve(name));
        long bytes = 0;
        long first = next;
        for (int i = 0; i < count; i++, next++) {
            byte[] document = events.document(next);
            Files.write(path.resolve(events.fileName(next)), document);
            bytes += document.length;
        }
        return new StagedEvents(path, first, count, bytes);
    }

    /** Writes a file with one line per event. */
    public StagedEvents lines(String name, int count) throws IOException {
        Path path = directory.resolve(name);
        long bytes = 0;
        long first = next;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
            for (int i = 0; i < count; i++, next++) {
                byte[] line = events.line(next);
                out.write(line);
                bytes += line.length - 1; // without the line separator
            }
        }
        return new StagedEvents(path, first, count, bytes);
    }

    /** Writes all pending file data to the disk, so that this does not disturb the next measurement. */
    public static void sync() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
    }
}
