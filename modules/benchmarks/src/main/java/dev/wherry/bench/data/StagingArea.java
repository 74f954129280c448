package dev.wherry.bench.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.zip.GZIPOutputStream;

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
        return file(name, count, FileLayout.LINES, number -> {
            byte[] line = events.line(number);
            return Arrays.copyOf(line, line.length - 1);
        });
    }

    /**
     * Writes a file of events.
     *
     * @param name ends in {@code .gz} to have it compressed
     * @param event the bytes of the event with a number
     */
    public StagedEvents file(String name, int count, FileLayout layout, LongFunction<byte[]> event) throws IOException {
        Path path = directory.resolve(name);
        long bytes = 0;
        long first = next;
        try (OutputStream out = open(path)) {
            out.write(layout.head().getBytes(StandardCharsets.US_ASCII));
            byte[] separator = layout.separator().getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < count; i++, next++) {
                if (i > 0) {
                    out.write(separator);
                }
                byte[] value = event.apply(next);
                out.write(value);
                bytes += value.length;
            }
            out.write(layout.tail().getBytes(StandardCharsets.US_ASCII));
        }
        return new StagedEvents(path, first, count, bytes);
    }

    private static OutputStream open(Path path) throws IOException {
        OutputStream file = Files.newOutputStream(path);
        boolean compressed = path.getFileName().toString().endsWith(".gz");
        return new BufferedOutputStream(compressed ? new GZIPOutputStream(file, 1 << 16) : file, 1 << 20);
    }

    /** Writes all pending file data to the disk, so that this does not disturb the next measurement. */
    public static void sync() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
    }
}
