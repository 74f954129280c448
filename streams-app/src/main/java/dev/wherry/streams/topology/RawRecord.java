package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads what the source says of a raw event. A record that somebody wrote by hand says nothing, and is an event all the same. */
final class RawRecord {
    /** A long has no more digits; anything longer is not read at all. */
    private static final int MOST_DIGITS = 20;

    private RawRecord() {}

    /** Where the event came from: what its headers say or, where they do not say it readably, its place in the raw topic. */
    static Origin origin(org.apache.kafka.common.header.Headers headers, RecordMetadata place) {
        Header file = headers.lastHeader(Headers.FILE);
        OptionalLong offset = number(headers, Headers.OFFSET);
        if (file == null || file.value() == null || offset.isEmpty() || offset.getAsLong() < 0) {
            return new Origin(place.topic() + "-" + place.partition(), place.offset(), OptionalLong.empty());
        }
        return new Origin(new String(file.value(), UTF_8), offset.getAsLong(), number(headers, Headers.MODIFIED));
    }

    /** The event's full size where the record holds only its beginning. */
    static OptionalLong fullSize(org.apache.kafka.common.header.Headers headers) {
        return number(headers, Headers.FULL_SIZE);
    }

    private static OptionalLong number(org.apache.kafka.common.header.Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .filter(digits -> digits.length > 0 && digits.length <= MOST_DIGITS)
                .map(digits -> parse(new String(digits, UTF_8)))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong parse(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
