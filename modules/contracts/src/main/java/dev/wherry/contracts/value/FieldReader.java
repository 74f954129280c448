package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the value of one column from events. Immutable and shared by all threads. */
public final class FieldReader {
    private final FieldPath from;
    private final String pointer;
    private final ValueReader values;
    private final @Nullable Object defaultValue;
    private final boolean databaseDefault;
    private final ZoneId zone;

    /**
     * @param defaultValue the value where the event has none
     * @param databaseDefault whether the database's default is that value
     * @param zone the zone of the column's own {@code time}, or else UTC
     */
    public FieldReader(
            FieldPath from, ValueReader values, @Nullable Object defaultValue, boolean databaseDefault, ZoneId zone) {
        this.from = from;
        this.pointer = from.toString();
        this.values = values;
        this.defaultValue = defaultValue;
        this.databaseDefault = databaseDefault;
        this.zone = zone;
    }

    /** Whether the column's default in the database takes the place of null. */
    public boolean databaseDefault() {
        return databaseDefault;
    }

    /** The zone of local times in a column of the database that has no zone. */
    public ZoneId zone() {
        return zone;
    }

    /** The value as {@link dev.wherry.contracts.RowReader} describes it; null if there is none, or after adding a problem. */
    public @Nullable Object read(JsonNode event, ProblemCollector problems) {
        JsonNode value = from.in(event);
        problems.moveTo(pointer);
        Object read = value.isMissingNode() || value.isNull() ? null : values.read(value, problems);
        return read == null ? defaultValue : read;
    }
}
