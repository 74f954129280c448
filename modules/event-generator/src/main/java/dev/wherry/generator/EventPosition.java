package dev.wherry.generator;

import java.util.Comparator;

/**
 * The position of an event in the inbox, which decides between events of one key and version.
 *
 * @param modified the file's modification time in nanoseconds since the epoch; 0 for a growing file, whose time changes
 * @param file the name of the file
 * @param offset the offset of the event in the file, in bytes
 */
record EventPosition(long modified, String file, long offset) implements Comparable<EventPosition> {
    private static final Comparator<EventPosition> ORDER = Comparator.comparingLong(EventPosition::modified)
            .thenComparing(EventPosition::file)
            .thenComparingLong(EventPosition::offset);

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }
}
