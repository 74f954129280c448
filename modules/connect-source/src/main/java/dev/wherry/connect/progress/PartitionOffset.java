package dev.wherry.connect.progress;

import java.util.Map;
import java.util.function.Supplier;

/**
 * One source partition of Connect and its offset.
 *
 * <p>Only the last record of a poll may carry the new offset; the earlier ones repeat the stored one. Without
 * exactly-once support, a worker stores a record's offset as soon as that record is acknowledged, and would take the
 * later records for published. In a transaction, the last offset is stored anyway.
 *
 * <p>The partition has exactly one entry. Connect looks up offsets by the bytes of the serialized map, which would
 * depend on the order of several entries.
 */
public final class PartitionOffset {
    private final Map<String, String> partition;
    private final Supplier<Map<String, ?>> current;
    private Map<String, ?> stored;
    private Map<String, ?> captured;

    public PartitionOffset(Map<String, String> partition, Map<String, ?> stored, Supplier<Map<String, ?>> current) {
        if (partition.size() != 1) {
            throw new IllegalArgumentException("a partition of " + partition.size() + " entries");
        }
        this.partition = Map.copyOf(partition);
        this.stored = stored;
        this.current = current;
    }

    public Map<String, String> partition() {
        return partition;
    }

    /** The offset for every record of a poll but the last. */
    public Map<String, ?> stored() {
        return stored;
    }

    /** Captures the current progress as the offset for the last record of a poll. */
    public Map<String, ?> capture() {
        captured = current.get();
        return captured;
    }

    /** The captured offset is now stored. */
    public void markCommitted() {
        stored = captured;
    }
}
