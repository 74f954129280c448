package dev.wherry.generator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock and the sleeper, so that tests can make an hour pass in no time. */
interface Time {
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration, CountDownLatch unless) throws InterruptedException {
            // How it ended does not matter: every caller looks at its clock and its latch again.
            boolean ignored = unless.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
    };

    Instant now();

    /** A clock that only goes forward; for durations. */
    long nanos();

    /** Waits that long, or until the latch opens. */
    void sleep(Duration duration, CountDownLatch unless) throws InterruptedException;
}
