package dev.wherry.source.batch;

/**
 * One event as it will stand in its topic.
 *
 * @param topic of the feed
 * @param file the file's path relative to the inbox, in UTF-8: the record's key, and one of its headers
 * @param offset where the event begins in its file, in bytes
 * @param modified the file's modification time in nanoseconds, or {@link #NONE} if the file grows
 * @param fullSize the event's size, if the value holds only its first bytes, or {@link #NONE}
 * @param value the event's bytes, in an array that belongs to it alone
 */
public record RawEvent(String topic, byte[] file, long offset, long modified, long fullSize, byte[] value) {
    public static final long NONE = -1;
}
