package dev.wherry.streams.topology;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of the heap that the tables of an app's {@link VersionCache} share, however many tasks it is given. */
final class MemoryBudget {
    private final AtomicLong left;

    MemoryBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Whether there is room for so many bytes more; they are taken then. */
    boolean take(long bytes) {
        return left.getAndUpdate(room -> room >= bytes ? room - bytes : room) >= bytes;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
