package dev.wherry.audit;

import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Origin;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the headers of raw, invalid and state records with the {@link HeaderReader} that the streams app uses. */
final class RawOrigin {
    private RawOrigin() {}

    /** Where a raw event came from; its position in the topic if its headers do not say. */
    static Origin origin(ConsumerRecord<byte[], byte[]> raw) {
        return headers(raw).origin(raw.topic(), raw.partition(), raw.offset());
    }

    /** The header's bytes, or null. */
    static byte[] bytes(ConsumerRecord<byte[], byte[]> record, String header) {
        return headers(record).bytes(header);
    }

    /** The header's text, or null. */
    static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return headers(record).text(header);
    }

    /** The header's number; empty if the header is absent or is not a number. */
    static OptionalLong number(ConsumerRecord<byte[], byte[]> record, String header) {
        return headers(record).number(header);
    }

    static Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    /** A time in nanoseconds since the epoch, or null. */
    static Instant time(OptionalLong nanos) {
        return nanos.isEmpty()
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(nanos.getAsLong(), 1_000_000_000L),
                        Math.floorMod(nanos.getAsLong(), 1_000_000_000L));
    }

    static HeaderReader headers(ConsumerRecord<byte[], byte[]> record) {
        return new HeaderReader(name -> {
            Header last = record.headers().lastHeader(name);
            return last == null ? null : last.value();
        });
    }
}
