package dev.wherry.it.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** An action that taps trigger; only the first firing runs it. */
final class OneShotTrigger {
    @FunctionalInterface
    interface Action {
        /** @throws IOException to end the connection without forwarding anything more */
        void run(int serverSidePort) throws IOException;
    }

    private final Action action;
    private final AtomicBoolean fired = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);

    OneShotTrigger(Action action) {
        this.action = action;
    }

    void fire(int serverSidePort) throws IOException {
        if (fired.compareAndSet(false, true)) {
            try {
                action.run(serverSidePort);
            } finally {
                done.countDown();
            }
        }
    }

    /** Waits for the action to complete. Returns false on timeout. */
    boolean await(Duration timeout) throws InterruptedException {
        return done.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
