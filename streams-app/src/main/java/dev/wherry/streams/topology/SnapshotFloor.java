package dev.wherry.streams.topology;

import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The version of the newest full snapshot of a type that was applied in a task. Keys have rows only of this version or
 * greater ones.
 */
final class SnapshotFloor {
    private static final String VERSION = "version";

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

    void raise(byte[] version) {
        store.put(VERSION, version);
    }
}
