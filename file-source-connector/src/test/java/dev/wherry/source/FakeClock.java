package dev.wherry.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A monotonic clock that only a test advances. It overflows after 30 seconds. */
final class FakeClock implements LongSupplier {
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
