package dev.wherry.generator;

import java.util.Comparator;

/**
 * Where an event stands in the inbox; decides between events of one key and one version.
 *
 * @param modified the file's modification time in nanoseconds since the epoch; 0 in a file that grows, whose time moves
 * @param file the file's name
 * @param offset where the event begins in the file, in bytes
 */
record Place(long modified, String file, long offset) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::modified).thenComparing(Place::file).thenComparingLong(Place::offset);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
