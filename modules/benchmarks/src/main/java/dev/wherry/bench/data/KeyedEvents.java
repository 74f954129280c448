package dev.wherry.bench.data;

/** Numbered events of one type. Of two events with the same key, the one with the higher number wins. */
public interface KeyedEvents {
    /** The key of an event. */
    long key(long number);

    /** A document of several lines, as the services of the challenge write it. */
    byte[] document(long number);

    /** The name of the file that holds the event. */
    String fileName(long number);
}
