package dev.wherry.sink.batch;

import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import dev.wherry.wire.receipt.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads the headers of a record. Records not written by the streams app may lack any of them. */
public final class RecordHeaders {
    private RecordHeaders() {}

    /** The header's bytes, or null. */
    static byte[] bytes(SinkRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? null : (byte[]) header.value();
    }

    /** The header's text, or null. */
    public static String text(SinkRecord record, String name) {
        byte[] value = bytes(record, name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** The reading of the file that the event is from, or null. */
    public static Reading reading(SinkRecord record) {
        return Reading.ofHeader(bytes(record, Headers.READING));
    }

    /** Where the event came from; the record's position if its headers do not say. */
    static Origin origin(SinkRecord record) {
        return new HeaderReader(name -> bytes(record, name))
                .origin(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
    }

    /**
     * The header's number, or null.
     *
     * @throws IllegalArgumentException if it is not a decimal number
     */
    static Long number(SinkRecord record, String name) {
        String text = text(record, name);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the record's header " + name + " is not a number", e);
        }
    }

    /**
     * The header's time, or null. The header contains nanoseconds since the epoch.
     *
     * @throws IllegalArgumentException if it is not a decimal number
     */
    static Instant time(SinkRecord record, String name) {
        Long nanos = number(record, name);
        return nanos == null
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
