package dev.wherry.generator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock and sleeper that tests replace by virtual time. */
interface GeneratorClock {
    GeneratorClock SYSTEM = new GeneratorClock() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
            // The result does not matter: every caller checks its clock and its latch again.
            boolean ignored = wakeUp.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
    };

    Instant now();

    /** A monotonic clock in nanoseconds. */
    long nanos();

    /** Waits until the duration has passed or the latch opens. */
    void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException;
}
