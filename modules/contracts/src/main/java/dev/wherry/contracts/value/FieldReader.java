package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import org.jspecify.annotations.Nullable;

/** Reads the value of one column from events. Immutable and shared by all threads. */
public final class FieldReader {
    private final FieldPath from;
    private final String pointer;
    private final ValueReader values;
    private final @Nullable Object defaultValue;

    /** @param defaultValue the value where the event has none */
    public FieldReader(FieldPath from, ValueReader values, @Nullable Object defaultValue) {
        this.from = from;
        this.pointer = from.toString();
        this.values = values;
        this.defaultValue = defaultValue;
    }

    /** The value as {@link dev.wherry.contracts.RowReader} describes it; null if there is none, or after adding a problem. */
    public @Nullable Object read(JsonNode event, ProblemCollector problems) {
        JsonNode value = from.in(event);
        problems.moveTo(pointer);
        Object read = value.isMissingNode() || value.isNull() ? null : values.read(value, problems);
        return read == null ? defaultValue : read;
    }
}
