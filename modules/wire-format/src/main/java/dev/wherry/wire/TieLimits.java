package dev.wherry.wire;

/**
 * How many events of one key and version the streams app stores. Beyond either limit it drops the event that is
 * furthest from winning. The audit needs the same limits to recompute the winners.
 */
public final class TieLimits {
    /** Maximum number of tied events of a key. Ties are rare, and ties of three rarer still. */
    public static final int MAX_EVENTS = 8;

    /**
     * Maximum bytes of a key's tied events, ids included. Bounds the size of the store's records where events are very
     * large. One event is always kept.
     */
    public static final int MAX_BYTES = 4 << 20;

    private TieLimits() {}
}
