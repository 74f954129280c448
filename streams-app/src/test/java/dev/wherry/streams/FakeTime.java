package dev.wherry.streams;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A clock that advances only through {@link #sleep}. */
public final class FakeTime implements Time {
    private long nanoseconds;

    @Override
    public long milliseconds() {
        return TimeUnit.NANOSECONDS.toMillis(nanoseconds);
    }

    @Override
    public long nanoseconds() {
        return nanoseconds;
    }

    @Override
    public void sleep(long milliseconds) {
        nanoseconds += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    @Override
    public void waitObject(Object awaited, Supplier<Boolean> condition, long deadlineMs) {
        throw new UnsupportedOperationException("no test waits for an object");
    }
}
