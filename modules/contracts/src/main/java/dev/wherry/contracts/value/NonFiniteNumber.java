package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** NaN and the infinities. JSON has no numbers for them; events write them as strings in PostgreSQL's spelling. */
final class NonFiniteNumber {
    private NonFiniteNumber() {}

    /** The value, or null if it is neither NaN nor an infinity. */
    static @Nullable Double read(JsonNode value) {
        return switch (value.isTextual() ? value.textValue() : "") {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }
}
