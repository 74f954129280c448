package dev.wherry.contracts.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A key as text. What the database holds to be the same key is the same text: the text is made of the column's values, after they were read, and not
 * of how the event wrote them.
 */
public final class KeyText {
    /** An index entry of PostgreSQL holds 2,704 bytes; what is left is room for the columns' own overhead. */
    public static final int MAX_BYTES = 2_000;

    private static final int MOST_PLAIN_DIGITS = 40;

    private KeyText() {}

    /** One value is its text; several are a JSON array of their texts. */
    public static byte[] of(List<Object> values) {
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
        boolean readable = (long) stripped.precision() + Math.abs((long) stripped.scale()) <= MOST_PLAIN_DIGITS;
        return readable ? stripped.toPlainString() : stripped.toString();
    }
}
