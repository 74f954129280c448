package dev.wherry.contracts.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Encodes a key as UTF-8 text. Keys that are equal in the database have equal texts: the text is made of the column
 * values, not of their notation in the event.
 */
public final class KeyEncoder {
    /** A PostgreSQL index entry has at most 2,704 bytes; the difference is room for the overhead of each column. */
    public static final int MAX_BYTES = 2_000;

    private static final int MAX_PLAIN_DIGITS = 40;

    private KeyEncoder() {}

    /** A single value is its text; several values are a JSON array of their texts. */
    public static byte[] encode(List<Object> values) {
        String text = values.size() == 1 ? canonical(values.get(0)) : array(values);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String array(List<Object> values) {
        StringBuilder text = new StringBuilder("[");
        for (Object value : values) {
            text.append(text.length() == 1 ? "\"" : ",\"");
            JsonStringEncoder.getInstance().quoteAsString(canonical(value), text);
            text.append('"');
        }
        return text.append(']').toString();
    }

    static String canonical(Object value) {
        if (value instanceof BigDecimal number) {
            return canonicalNumber(number);
        }
        if (Instant.MAX.equals(value) || LocalDate.MAX.equals(value)) {
            return "infinity";
        }
        if (Instant.MIN.equals(value) || LocalDate.MIN.equals(value)) {
            return "-infinity";
        }
        return value.toString();
    }

    private static String canonicalNumber(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean readable = (long) stripped.precision() + Math.abs((long) stripped.scale()) <= MAX_PLAIN_DIGITS;
        return readable ? stripped.toPlainString() : stripped.toString();
    }
}
