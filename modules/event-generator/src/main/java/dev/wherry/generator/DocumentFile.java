package dev.wherry.generator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A file that is being written under its final name, as the services do. The pipeline may move the file as soon as the last
 * byte is written, before its modification time can be read. If that time is needed, a hidden hard link keeps the file
 * accessible until then.
 */
final class DocumentFile {
    private final String name;
    private final OutputStream out;
    private final Path hiddenLink;

    private DocumentFile(String name, OutputStream out, Path hiddenLink) {
        this.name = name;
        this.out = out;
        this.hiddenLink = hiddenLink;
    }

    static DocumentFile create(Path directory, String name, boolean readModified) throws IOException {
        Path file = directory.resolve(name);
        // Not a java.nio channel, which an interrupt of its thread closes.
        OutputStream out = new FileOutputStream(file.toFile());
        return new DocumentFile(name, out, readModified ? Files.createLink(directory.resolve("." + name), file) : null);
    }

    void write(byte[] bytes, int from, int to) throws IOException {
        out.write(bytes, from, to - from);
    }

    /** Closes the file. The position has a modification time only if the file was created with {@code readModified}. */
    EventPosition close() throws IOException {
        out.close();
        if (hiddenLink == null) {
            return new EventPosition(0, name, 0);
        }
        long modified = modified(hiddenLink);
        Files.delete(hiddenLink);
        return new EventPosition(modified, name, 0);
    }

    static long modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }
}
