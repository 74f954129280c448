package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.value.ProblemCollector;
import dev.wherry.contracts.value.ValueReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads texts as what they stand for: a column's {@code read}. Values that are no texts are read as they are. */
public final class TextAsValueReader implements ValueReader {
    /** What a text stands for; applied in this order. */
    public enum Reading {
        /** The text without white space at its ends. */
        TRIM,
        /** The empty text is no value. */
        EMPTY_AS_NULL,
        /** The text is a number as JSON writes it. */
        NUMBER,
        /** The text is true or false, in any case. */
        BOOLEAN,
        /** The text is a JSON document. */
        JSON;

        /** The name in contracts. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the text becomes another value. */
        public boolean isValue() {
            return this == NUMBER || this == BOOLEAN || this == JSON;
        }
    }

    private final Set<Reading> readings;
    private final ValueReader values;

    public TextAsValueReader(Set<Reading> readings, ValueReader values) {
        this.readings = EnumSet.copyOf(readings);
        this.values = values;
    }

    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        if (!value.isTextual()) {
            return values.read(value, problems);
        }
        String text = readings.contains(Reading.TRIM) ? value.textValue().strip() : value.textValue();
        if (text.isEmpty() && readings.contains(Reading.EMPTY_AS_NULL)) {
            return null;
        }
        JsonNode read = read(text, problems);
        return read == null || read.isNull() ? null : values.read(read, problems);
    }

    /** The value that the text stands for; null after adding a problem. */
    private @Nullable JsonNode read(String text, ProblemCollector problems) {
        if (readings.contains(Reading.NUMBER)) {
            JsonNode number = parse(text);
            return number != null && number.isNumber() ? number : unreadable("a number", problems);
        }
        if (readings.contains(Reading.BOOLEAN)) {
            boolean isTrue = text.equalsIgnoreCase("true");
            return isTrue || text.equalsIgnoreCase("false")
                    ? BooleanNode.valueOf(isTrue)
                    : unreadable("true or false", problems);
        }
        if (readings.contains(Reading.JSON)) {
            JsonNode document = parse(text);
            return document == null ? unreadable("a JSON document", problems) : document;
        }
        return new TextNode(text);
    }

    private static @Nullable JsonNode unreadable(String required, ProblemCollector problems) {
        problems.add(ReasonCode.TYPE, "is a string that is not " + required);
        return null;
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return EventParser.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (RejectedEventException notJson) {
            return null;
        }
    }
}
