package dev.wherry.sink.batch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads a record's headers. Records that were written by hand may lack any of them. */
final class HeaderValues {
    private HeaderValues() {}

    /** The header's bytes, or null. */
    static byte[] bytes(SinkRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? null : (byte[]) header.value();
    }

    /** The header's text, or null. */
    static String text(SinkRecord record, String name) {
        byte[] value = bytes(record, name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /**
     * The header's number, or null.
     *
     * @throws IllegalArgumentException if it holds something else than decimal digits
     */
    static Long number(SinkRecord record, String name) {
        String text = text(record, name);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the record's header " + name + " is no number", e);
        }
    }

    /**
     * The header's time, which it holds in nanoseconds since the epoch; or null.
     *
     * @throws IllegalArgumentException if it holds something else than decimal digits
     */
    static Instant time(SinkRecord record, String name) {
        Long nanos = number(record, name);
        return nanos == null
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
