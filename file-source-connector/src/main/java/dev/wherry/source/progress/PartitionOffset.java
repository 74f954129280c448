package dev.wherry.source.progress;

import java.util.Map;
import java.util.function.Supplier;

/**
 * One source partition of Connect's, and what is stored for it.
 *
 * <p>Its records of a poll must not all carry the new offset: a worker that is not exactly-once stores the offset of the
 * first record as soon as that one is acknowledged, and would then take the others for done. So only the last one
 * carries it, and those before repeat what is stored already. In a transaction the last one wins anyway.
 *
 * <p>The partition has one entry only: Connect looks offsets up by the bytes of the serialized map, and the order of
 * several entries would be part of them.
 */
public final class PartitionOffset {
    private final Map<String, String> partition;
    private final Supplier<Map<String, ?>> current;
    private Map<String, ?> stored;
    private Map<String, ?> sealed;

    PartitionOffset(Map<String, String> partition, Map<String, ?> stored, Supplier<Map<String, ?>> current) {
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

    /** What every record but the last of a poll carries. */
    public Map<String, ?> stored() {
        return stored;
    }

    /** What the last record of a poll carries: how things stand now. */
    public Map<String, ?> seal() {
        sealed = current.get();
        return sealed;
    }

    /** What was sealed is stored. */
    public void acknowledged() {
        stored = sealed;
    }
}
