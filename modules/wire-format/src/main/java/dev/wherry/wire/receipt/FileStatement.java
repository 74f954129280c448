package dev.wherry.wire.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a record of the topic {@link dev.wherry.wire.Topics#FILES} says, as JSON. */
public sealed interface FileStatement permits FinishedFile, ErasedEvents {
    /** The id of the {@link Reading}. */
    String reading();

    /** The record's value. */
    byte[] toJson();

    /**
     * Reads a record's value.
     *
     * @throws IllegalArgumentException if {@link #toJson} cannot have returned it
     */
    static FileStatement ofJson(byte[] value) {
        ObjectNode json = Json.object(value);
        JsonNode erased = json.get(ErasedEvents.ERASED);
        return erased == null ? FinishedFile.read(json) : ErasedEvents.read(json);
    }
}
