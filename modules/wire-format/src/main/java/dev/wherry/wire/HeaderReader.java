package dev.wherry.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Headers} of one record. A record that was written by hand may lack any of them or hold anything in them.
 *
 * @param headers the last value of the named header; null if the header is absent or has no value
 */
public record HeaderReader(Function<String, byte @Nullable []> headers) {
    /** The length of {@link Long#MIN_VALUE} in decimal digits. Longer values are not parsed. */
    private static final int MAX_DIGITS = 20;

    /** A record without headers. */
    public static final HeaderReader NONE = new HeaderReader(name -> null);

    public HeaderReader {
        Objects.requireNonNull(headers, "headers");
    }

    /** The header's bytes, or null. */
    public byte @Nullable [] bytes(String name) {
        return headers.apply(name);
    }

    /** The header's text, or null. */
    public @Nullable String text(String name) {
        byte[] value = headers.apply(name);
        return value == null ? null : new String(value, UTF_8);
    }

    /** The header's number; empty if the header is absent or is not a number that fits into a long. */
    public OptionalLong number(String name) {
        byte[] digits = headers.apply(name);
        if (digits == null || digits.length == 0 || digits.length > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(new String(digits, UTF_8)));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    /**
     * Where the event of a raw record came from: what the headers say, or the record's position in its topic if they
     * lack a file or a readable offset.
     */
    public Origin origin(String topic, int partition, long recordOffset) {
        String file = text(Headers.FILE);
        OptionalLong offset = number(Headers.OFFSET);
        if (file == null || offset.isEmpty() || offset.getAsLong() < 0) {
            return new Origin(topic + "-" + partition, recordOffset, OptionalLong.empty(), OptionalLong.empty());
        }
        return new Origin(file, offset.getAsLong(), number(Headers.MODIFIED), number(Headers.LINE));
    }
}
