package dev.wherry.generator;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The number of the next card event, kept in a file of the inbox itself: no event, though a bare integer parses as JSON. It is
 * rewritten in place and only between bursts, so a service that is killed in a burst uses ids again for other cards. Anything
 * but a number, such as the empty file that a crash leaves, starts ids over.
 */
final class IdCounter {
    static final String FILE = "__id_counter";

    private final Path file;
    private long next;

    private IdCounter(Path file, long next) {
        this.file = file;
        this.next = next;
    }

    static IdCounter in(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        String text = Files.exists(file) ? Files.readString(file) : "";
        if (text.matches("\\d{1,18}")) {
            return new IdCounter(file, Long.parseLong(text));
        }
        Files.deleteIfExists(file);
        return new IdCounter(file, 0);
    }

    long next() {
        return next++;
    }

    void save() throws IOException {
        // Written over, not truncated first: ext4 flushes a truncated file to the disk when it is closed, which takes
        // milliseconds. The number never gets shorter.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(Long.toString(next).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
