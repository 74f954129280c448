package dev.wherry.streams.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wherry.wire.receipt.SnapshotDecision;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What tasks tell each other about full snapshots. Those that cross repartition topics do so as JSON. */
sealed interface SnapshotMessage {
    JsonMapper MAPPER = new JsonMapper();

    String type();

    String reading();

    /**
     * Every event of a file has an outcome.
     *
     * @param untrusted why the file is no full snapshot; null if nothing speaks against it
     */
    record Completed(String type, String feed, String file, String reading, String untrusted)
            implements SnapshotMessage {}

    /**
     * Asks a task of a type to count, or to delete, the rows below a version.
     *
     * @param version of the rows of the file
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String type, String feed, String file, String reading, byte[] version, boolean apply)
            implements SnapshotMessage {}

    /**
     * The answer of one task to a request to count.
     *
     * @param rows the keys with a row of the file, or of a newer one
     * @param missing the keys with a row of an older version
     */
    record Counted(String type, String reading, int partition, long rows, long missing) implements SnapshotMessage {}

    /** A message that is a decision. */
    sealed interface OfDecision extends SnapshotMessage {
        SnapshotDecision decision();

        @Override
        default String type() {
            return decision().type();
        }

        @Override
        default String reading() {
            return decision().reading();
        }
    }

    /** A decision of the topic of files, or for it. */
    record Decided(SnapshotDecision decision) implements OfDecision {}

    /** The decision on a file that goes to the quarantine. */
    record Refused(SnapshotDecision decision) implements OfDecision {}

    default byte[] toJson() {
        return write(this);
    }

    /** Reads a message to the task that decides: {@link Completed} or {@link Counted}. */
    static SnapshotMessage ofJson(byte[] json) {
        return read(json, JsonNode.class).has("partition") ? read(json, Counted.class) : read(json, Completed.class);
    }

    /** Reads what {@link #write} returned. */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException corrupt) {
            throw new UncheckedIOException("a message about a snapshot is corrupt", corrupt);
        }
    }

    static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts and numbers", impossible);
        }
    }
}
