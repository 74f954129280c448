package dev.wherry.wire;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Where an event came from.
 *
 * @param file the file's path relative to the inbox, with {@code /} between its parts
 * @param offset where the event begins in the file, in bytes
 * @param modified the file's modification time in nanoseconds since the epoch; empty if the file grows
 * @param line the line on which a CSV row starts, from 1; empty for other events
 */
public record Origin(String file, long offset, OptionalLong modified, OptionalLong line) {
    public Origin {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(line, "line");
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset + " is negative");
        }
    }
}
