package dev.wherry.it.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that is to happen at a {@link Tap}'s moment, at the first of such moments alone. */
final class OneShotTrigger {
    @FunctionalInterface
    interface Event {
        /** Throws IOException if the connection is to end here, and nothing more to go through it. */
        void happen(int serverSidePort) throws IOException;
    }

    private final Event event;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);

    OneShotTrigger(Event event) {
        this.event = event;
    }

    void happen(int serverSidePort) throws IOException {
        if (begun.compareAndSet(false, true)) {
            try {
                event.happen(serverSidePort);
            } finally {
                done.countDown();
            }
        }
    }

    /** Whether it has happened by then. */
    boolean await(Duration patience) throws InterruptedException {
        return done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
