package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Converts a JSON value to a column value of one type. */
public interface ValueReader {
    /**
     * The value as {@link dev.wherry.contracts.RowReader} describes it; null if it stands for no value, or after adding a
     * problem if it cannot be converted.
     *
     * @param value neither null nor a JSON null
     */
    @Nullable
    Object read(JsonNode value, ProblemCollector problems);
}
