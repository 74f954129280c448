package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;

/** NaN and the infinities, which JSON has no numbers for: written as texts, spelt as PostgreSQL spells them. */
final class NotFinite {
    private NotFinite() {}

    /** The value, or null if it is none of the three. */
    static Double read(JsonNode value) {
        return switch (value.isTextual() ? value.textValue() : "") {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }
}
