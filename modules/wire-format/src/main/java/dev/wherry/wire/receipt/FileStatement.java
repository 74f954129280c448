package dev.wherry.wire.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a record of the topic {@link dev.wherry.wire.Topics#FILES} says, as JSON. */
public sealed interface FileStatement permits FinishedFile, ErasedEvents, SnapshotDecision {
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
        if (json.has(SnapshotDecision.VERDICT)) {
            return SnapshotDecision.read(json);
        }
        return json.has(ErasedEvents.ERASED) ? ErasedEvents.read(json) : FinishedFile.read(json);
    }
}
