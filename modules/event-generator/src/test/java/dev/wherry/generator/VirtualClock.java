package dev.wherry.generator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Passes only while somebody sleeps, and a little whenever it is read. */
final class VirtualClock implements GeneratorClock {
    static final Instant BEGIN = Instant.parse("2026-11-21T00:11:44Z");
    private static final long READING_NANOS = 20_000;

    final List<Duration> sleeps = new ArrayList<>();
    private long nanos;

    @Override
    public Instant now() {
        return BEGIN.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        nanos += READING_NANOS;
        return nanos;
    }

    @Override
    public void sleep(Duration duration, CountDownLatch unless) {
        sleeps.add(duration);
        nanos += duration.toNanos();
    }
}
