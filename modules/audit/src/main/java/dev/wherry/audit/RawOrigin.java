package dev.wherry.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the headers of raw, invalid and state records, by the rules of docs/streams-app.md. */
final class RawOrigin {
    private static final int MOST_DIGITS = 20;

    private RawOrigin() {}

    /** The origin of a raw event; its position in the topic if the headers do not give one. */
    static Origin origin(ConsumerRecord<byte[], byte[]> raw) {
        String file = text(raw, Headers.FILE);
        OptionalLong offset = number(raw, Headers.OFFSET);
        if (file == null || offset.isEmpty() || offset.getAsLong() < 0) {
            return new Origin(raw.topic() + "-" + raw.partition(), raw.offset(), OptionalLong.empty());
        }
        return new Origin(file, offset.getAsLong(), number(raw, Headers.MODIFIED));
    }

    /** The header's bytes; null where it is absent. */
    static byte[] bytes(ConsumerRecord<byte[], byte[]> record, String header) {
        Header last = record.headers().lastHeader(header);
        return last == null ? null : last.value();
    }

    /** The header's text; null where it is absent. */
    static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        byte[] bytes = bytes(record, header);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** The header's number; empty where it is absent or holds something else. */
    static OptionalLong number(ConsumerRecord<byte[], byte[]> record, String header) {
        String digits = text(record, header);
        if (digits == null || digits.isEmpty() || digits.length() > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException somethingElse) {
            return OptionalLong.empty();
        }
    }

    static Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
