package dev.wherry.connect.batch;

import dev.wherry.split.SplitEvent;
import dev.wherry.wire.format.SourceFault;

/**
 * One event as its raw topic will contain it.
 *
 * @param topic the raw topic of the feed
 * @param file the file's path relative to the inbox, in UTF-8: the record's key, and one of its headers
 * @param offset the event's first byte in its file, after decompression
 * @param modified the file's modification time in nanoseconds since the epoch, or {@link #NONE} for a part of a file
 * @param fullSize the event's size in bytes if the value is truncated, otherwise {@link #NONE}
 * @param line the line on which a CSV row starts, or 0
 * @param format what the value is, see {@link dev.wherry.wire.format.ValueFormat}; null for JSON in UTF-8
 * @param fault why this is no event; null if it may be one
 * @param reading which reading of the file it belongs to, as a header; null if the file gets no receipt
 * @param value the event's bytes; the array is not shared
 */
public record RawEvent(
        String topic,
        byte[] file,
        long offset,
        long modified,
        long fullSize,
        long line,
        byte[] format,
        SourceFault fault,
        byte[] reading,
        byte[] value) {
    public static final long NONE = -1;

    /** A whole file. */
    public static RawEvent ofFile(
            String topic,
            byte[] file,
            long offset,
            long modified,
            long fullSize,
            byte[] format,
            SourceFault fault,
            byte[] reading,
            byte[] value) {
        return new RawEvent(topic, file, offset, modified, fullSize, 0, format, fault, reading, value);
    }

    /** A part of a file. It has no modification time, because that moves as the file grows. */
    public static RawEvent ofPart(String topic, byte[] file, SplitEvent event, byte[] format, byte[] reading) {
        return new RawEvent(
                topic,
                file,
                event.offset(),
                NONE,
                event.fullSize(),
                event.line(),
                format,
                event.fault(),
                reading,
                event.value());
    }
}
