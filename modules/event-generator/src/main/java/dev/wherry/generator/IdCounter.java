package dev.wherry.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The number of the next card event, kept in a file of the inbox itself: no event, though a bare integer parses as JSON. It is
 * rewritten in place and only between bursts, so a service that is killed in a burst uses ids again for other cards; and one
 * that is killed while it writes leaves the file empty, and ids start over.
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
        return new IdCounter(file, Files.exists(file) ? number(Files.readString(file)) : 0);
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    long next() {
        return next++;
    }

    void save() throws IOException {
        Files.writeString(file, Long.toString(next));
    }
}
