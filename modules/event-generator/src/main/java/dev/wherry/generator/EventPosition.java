package dev.wherry.generator;

import java.util.Comparator;

/**
 * Where an event stands in the inbox; decides between events of one key and one version.
 *
 * @param modified the file's modification time in nanoseconds since the epoch; 0 in a file that grows, whose time moves
 * @param file the file's name
 * @param offset where the event begins in the file, in bytes
 */
record EventPosition(long modified, String file, long offset) implements Comparable<EventPosition> {
    private static final Comparator<EventPosition> ORDER =
            Comparator.comparingLong(EventPosition::modified).thenComparing(EventPosition::file).thenComparingLong(EventPosition::offset);

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }
}
