package dev.wherry.bench.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Events written aside, to be renamed into an inbox as a whole. Event numbers go on from one writing to the next. */
public final class StagingArea {
    private final Path directory;
    private final CardEvents events;
    private long next;

    /** @param directory on the file system of the inboxes */
    public StagingArea(Path directory, CardEvents events) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.events = events;
    }

    /**
     * What was written.
     *
     * @param path a directory of documents, or a file of lines
     * @param first the number of its first event; the others follow
     * @param bytes of the events
     */
    public record Lot(Path path, long first, long events, long bytes) {}

    /** A directory of that name with a file an event. */
    public Lot documents(String name, int count) throws IOException {
        Path lot = Files.createDirectory(directory.resolve(name));
        long bytes = 0;
        long first = next;
        for (int i = 0; i < count; i++, next++) {
            byte[] document = events.document(next);
            Files.write(lot.resolve(events.fileName(next)), document);
            bytes += document.length;
        }
        return new Lot(lot, first, count, bytes);
    }

    /** A file of that name with a line an event. */
    public Lot lines(String name, int count) throws IOException {
        Path lot = directory.resolve(name);
        long bytes = 0;
        long first = next;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(lot), 1 << 20)) {
            for (int i = 0; i < count; i++, next++) {
                byte[] line = events.line(next);
                out.write(line);
                bytes += line.length - 1; // the line's end is not the event's
            }
        }
        return new Lot(lot, first, count, bytes);
    }

    /** Waits until everything that was written is on the disk, so that no writing is left for what is measured next. */
    public static void sync() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
    }
}
