package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a JSON value as the value of a column of one type. */
public interface ValueReader {
    /**
     * The value as {@link dev.wherry.contracts.RowReader} describes it, or null if it cannot be read, which has then been said.
     *
     * @param value neither null nor a JSON null
     */
    Object read(JsonNode value, ProblemCollector complaints);
}
