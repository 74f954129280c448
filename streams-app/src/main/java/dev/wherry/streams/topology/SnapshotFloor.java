package dev.wherry.streams.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The version of the newest full snapshot of a type that was applied in a task. Keys have rows only of this version or
 * greater ones.
 */
final class SnapshotFloor {
    private static final String VERSION = "version";
    private static final String ROWS = "rows";

    private final KeyValueStore<String, byte[]> store;

    SnapshotFloor(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Whether an event of this version is one of an older snapshot. */
    boolean isAbove(byte[] candidate) {
        byte[] floor = store.get(VERSION);
        return floor != null && CandidateFormat.compareVersion(candidate, floor) < 0;
    }

    boolean isAtLeast(byte[] version) {
        byte[] floor = store.get(VERSION);
        return floor != null && Arrays.compareUnsigned(floor, version) >= 0;
    }

    /** How many rows the snapshot has left. */
    long rows() {
        byte[] rows = store.get(ROWS);
        return rows == null ? 0 : ByteBuffer.wrap(rows).getLong();
    }

    void raise(byte[] version, long rows) {
        store.put(VERSION, version);
        store.put(ROWS, ByteBuffer.allocate(Long.BYTES).putLong(rows).array());
    }
}
