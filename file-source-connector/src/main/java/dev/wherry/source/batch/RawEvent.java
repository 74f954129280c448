package dev.wherry.source.batch;

/**
 * One event as its raw topic will contain it.
 *
 * @param topic the raw topic of the feed
 * @param file the file's path relative to the inbox, in UTF-8: the record's key, and one of its headers
 * @param offset the event's first byte in its file
 * @param modified the file's modification time in nanoseconds since the epoch, or {@link #NONE} for a growing file
 * @param fullSize the event's size in bytes if the value is truncated, otherwise {@link #NONE}
 * @param value the event's bytes; the array is not shared
 */
public record RawEvent(String topic, byte[] file, long offset, long modified, long fullSize, byte[] value) {
    public static final long NONE = -1;
}
