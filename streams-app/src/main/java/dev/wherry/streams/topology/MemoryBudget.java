package dev.wherry.streams.topology;

import java.util.concurrent.atomic.AtomicLong;

/** Heap bytes that all {@link VersionCache}s of an app share, however many tasks the app is assigned. Thread-safe. */
final class MemoryBudget {
    private final AtomicLong available;

    MemoryBudget(long bytes) {
        available = new AtomicLong(bytes);
    }

    /** Reserves the bytes if they are available; returns whether it did. */
    boolean tryReserve(long bytes) {
        return available.getAndUpdate(free -> free >= bytes ? free - bytes : free) >= bytes;
    }

    void release(long bytes) {
        available.addAndGet(bytes);
    }
}
