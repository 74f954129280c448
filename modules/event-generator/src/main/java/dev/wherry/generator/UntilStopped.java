package dev.wherry.generator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command run until Ctrl-C. The JVM ends only after this is closed, so that the command can report its result. */
public final class UntilStopped implements AutoCloseable {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop);

    public UntilStopped() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns after Ctrl-C, or after the time if there is one. */
    public void await(Optional<Duration> time) throws InterruptedException {
        if (time.isEmpty()) {
            stopped.await();
        } else {
            // The result does not matter: both are the end.
            boolean ignored = stopped.await(time.get().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void stop() {
        stopped.countDown();
        try {
            reported.await();
        } catch (InterruptedException e) {
            // Nothing is left to do but end.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is already running
        }
    }
}
