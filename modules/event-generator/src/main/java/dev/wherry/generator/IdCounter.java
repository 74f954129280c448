package dev.wherry.generator;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The number of the next card event, stored in a file of the inbox. The file is not an event, although an integer is valid
 * JSON. It is rewritten in place and only between bursts, so a service that is killed within a burst reuses ids for other
 * cards. Ids start over if the file is not a number, such as an empty file after a crash.
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
        // Overwrites the file without truncating it: ext4 flushes a truncated file to disk when it is closed, which
        // takes
        // milliseconds. The number never gets shorter.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(Long.toString(next).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
