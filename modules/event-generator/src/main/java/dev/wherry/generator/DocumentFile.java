package dev.wherry.generator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A file while it is written, under its own name, as the services do. The pipeline may take it away as soon as its last byte
 * stands, before anybody could ask for its modification time; so where that time is wanted, a hidden second name of the same
 * file is kept until it has been read.
 */
final class DocumentFile {
    private final String name;
    private final OutputStream out;
    private final Path hidden;

    private DocumentFile(String name, OutputStream out, Path hidden) {
        this.name = name;
        this.out = out;
        this.hidden = hidden;
    }

    static DocumentFile create(Path directory, String name, boolean timed) throws IOException {
        Path file = directory.resolve(name);
        // Not a channel: those of java.nio close themselves when their thread is interrupted.
        OutputStream out = new FileOutputStream(file.toFile());
        return new DocumentFile(name, out, timed ? Files.createLink(directory.resolve("." + name), file) : null);
    }

    void write(byte[] bytes, int from, int to) throws IOException {
        out.write(bytes, from, to - from);
    }

    /** Closes the file. The place tells the modification time only if the file was created with {@code timed}. */
    EventPosition close() throws IOException {
        out.close();
        if (hidden == null) {
            return new EventPosition(0, name, 0);
        }
        long modified = modified(hidden);
        Files.delete(hidden);
        return new EventPosition(modified, name, 0);
    }

    static long modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }
}
